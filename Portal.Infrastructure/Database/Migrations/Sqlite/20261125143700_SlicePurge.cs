using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SlicePurge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClearedAt",
                table: "SyncRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SummaryAskedAt",
                table: "AdsAccounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_SyncRuns_NotCleared",
                table: "SyncRuns",
                columns: new[] { "TenantId", "EndedAt" },
                filter: "\"ClearedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SyncRuns_NotCleared",
                table: "SyncRuns");

            migrationBuilder.DropColumn(
                name: "ClearedAt",
                table: "SyncRuns");

            migrationBuilder.DropColumn(
                name: "SummaryAskedAt",
                table: "AdsAccounts");
        }
    }
}
