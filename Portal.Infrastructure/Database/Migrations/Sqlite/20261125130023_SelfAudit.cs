using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SelfAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SumChecks",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Report = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: false),
                    To = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", nullable: false),
                    StoredImpressions = table.Column<long>(type: "INTEGER", nullable: false),
                    StoredClicks = table.Column<long>(type: "INTEGER", nullable: false),
                    StoredSpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ShownImpressions = table.Column<long>(type: "INTEGER", nullable: false),
                    ShownClicks = table.Column<long>(type: "INTEGER", nullable: false),
                    ShownSpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    HealedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SumChecks", x => new { x.TenantId, x.Id });
                    table.ForeignKey(
                        name: "FK_SumChecks_AdsAccounts_TenantId_AccountId",
                        columns: x => new { x.TenantId, x.AccountId },
                        principalTable: "AdsAccounts",
                        principalColumns: new[] { "TenantId", "AccountId" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SumChecks_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SyncSlices_FailedOfAccount",
                table: "SyncSlices",
                columns: new[] { "TenantId", "AccountId", "Kind" },
                filter: "\"State\" = 5");

            migrationBuilder.CreateIndex(
                name: "IX_SumChecks_TenantId_AccountId_Report",
                table: "SumChecks",
                columns: new[] { "TenantId", "AccountId", "Report" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SumChecks");

            migrationBuilder.DropIndex(
                name: "IX_SyncSlices_FailedOfAccount",
                table: "SyncSlices");
        }
    }
}
