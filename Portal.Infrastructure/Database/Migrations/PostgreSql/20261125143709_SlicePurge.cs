using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class SlicePurge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClearedAt",
                table: "SyncRuns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SummaryAskedAt",
                table: "AdsAccounts",
                type: "timestamp with time zone",
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
