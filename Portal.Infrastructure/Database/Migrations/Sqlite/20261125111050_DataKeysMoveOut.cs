using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DataKeysMoveOut : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The keys were moved into the key store just before (DataKeysMove). One that an older portal made since then is not thrown away.
            // A pragma by itself: behind one that answers, faults would go unheard.
            migrationBuilder.Sql("PRAGMA secure_delete=ON;");
            migrationBuilder.Sql("""
                CREATE TEMP TABLE "Left" ("Keys" INTEGER, CONSTRAINT "a portal of an earlier version made a data key meanwhile; stop it and start again" CHECK ("Keys" = 0));
                INSERT INTO "Left" SELECT count(*) FROM "TenantKeys";
                DROP TABLE temp."Left";
                """);
            migrationBuilder.DropTable(
                name: "TenantKeys");
            migrationBuilder.Sql("PRAGMA secure_delete=OFF;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TenantKeys",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CompleteAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Older = table.Column<int>(type: "INTEGER", nullable: false),
                    Resealed = table.Column<int>(type: "INTEGER", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WrappedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantKeys", x => new { x.TenantId, x.Version });
                    table.ForeignKey(
                        name: "FK_TenantKeys_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });
        }
    }
}
