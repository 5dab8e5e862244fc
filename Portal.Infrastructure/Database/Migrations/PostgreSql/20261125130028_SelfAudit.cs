using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.PostgreSql
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
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    Report = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Currency = table.Column<string>(type: "text", nullable: false),
                    StoredImpressions = table.Column<long>(type: "bigint", nullable: false),
                    StoredClicks = table.Column<long>(type: "bigint", nullable: false),
                    StoredSpendMicros = table.Column<long>(type: "bigint", nullable: false),
                    ShownImpressions = table.Column<long>(type: "bigint", nullable: false),
                    ShownClicks = table.Column<long>(type: "bigint", nullable: false),
                    ShownSpendMicros = table.Column<long>(type: "bigint", nullable: false),
                    HealedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
