using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Grains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccountHours",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Hour = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountHours", x => new { x.TenantId, x.AccountId, x.Date, x.Hour });
                    table.ForeignKey(
                        name: "FK_AccountHours_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountShares",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    ImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    ExactMatchImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    ClickShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToRank = table.Column<short>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountShares", x => new { x.TenantId, x.AccountId, x.Date });
                    table.ForeignKey(
                        name: "FK_AccountShares_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AdDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    AdGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    AdId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AdDays", x => new { x.TenantId, x.AccountId, x.AdGroupId, x.AdId, x.Date });
                    table.ForeignKey(
                        name: "FK_AdDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AdGroupShares",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    AdGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    ImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    ExactMatchImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    ClickShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToRank = table.Column<short>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AdGroupShares", x => new { x.TenantId, x.AccountId, x.AdGroupId, x.Date });
                    table.ForeignKey(
                        name: "FK_AdGroupShares_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AssetGroupDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    AssetGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssetGroupDays", x => new { x.TenantId, x.AccountId, x.CampaignId, x.AssetGroupId, x.Date });
                    table.ForeignKey(
                        name: "FK_AssetGroupDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AudienceDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    AdGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    AudienceId = table.Column<long>(type: "INTEGER", nullable: false),
                    AssociationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AudienceDays", x => new { x.TenantId, x.AccountId, x.AdGroupId, x.AudienceId, x.AssociationId, x.Date });
                    table.ForeignKey(
                        name: "FK_AudienceDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CampaignHours",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Hour = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignHours", x => new { x.TenantId, x.AccountId, x.CampaignId, x.Date, x.Hour });
                    table.ForeignKey(
                        name: "FK_CampaignHours_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CampaignShares",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    ImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    LostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    ExactMatchImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    ClickShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    TopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopLostToRank = table.Column<short>(type: "INTEGER", nullable: true),
                    TopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AbsoluteTopImpressionRate = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceImpressionShare = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToBudget = table.Column<short>(type: "INTEGER", nullable: true),
                    AudienceLostToRank = table.Column<short>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignShares", x => new { x.TenantId, x.AccountId, x.CampaignId, x.Date });
                    table.ForeignKey(
                        name: "FK_CampaignShares_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeviceDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    DeviceTypeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceDays", x => new { x.TenantId, x.AccountId, x.CampaignId, x.DeviceTypeId, x.Date });
                    table.ForeignKey(
                        name: "FK_DeviceDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeviceTypes",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    DeviceTypeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceTypes", x => new { x.TenantId, x.DeviceTypeId });
                    table.ForeignKey(
                        name: "FK_DeviceTypes_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GeographyDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    PlaceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GeographyDays", x => new { x.TenantId, x.AccountId, x.CampaignId, x.PlaceId, x.Date });
                    table.ForeignKey(
                        name: "FK_GeographyDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "GoalDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    GoalId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    AllConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    AllRevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoalDays", x => new { x.TenantId, x.AccountId, x.CampaignId, x.GoalId, x.Date });
                    table.ForeignKey(
                        name: "FK_GoalDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Places",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PlaceId = table.Column<long>(type: "INTEGER", nullable: false),
                    LocationId = table.Column<long>(type: "INTEGER", nullable: true),
                    LocationType = table.Column<string>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    MetroArea = table.Column<string>(type: "TEXT", nullable: false),
                    County = table.Column<string>(type: "TEXT", nullable: false),
                    City = table.Column<string>(type: "TEXT", nullable: false),
                    MostSpecific = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Places", x => new { x.TenantId, x.PlaceId });
                    table.ForeignKey(
                        name: "FK_Places_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReportedAssetGroups",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AssetGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportedAssetGroups", x => new { x.TenantId, x.AssetGroupId });
                    table.ForeignKey(
                        name: "FK_ReportedAssetGroups_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReportedAudiences",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AudienceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportedAudiences", x => new { x.TenantId, x.AudienceId });
                    table.ForeignKey(
                        name: "FK_ReportedAudiences_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReportedGoals",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    GoalId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReportedGoals", x => new { x.TenantId, x.GoalId });
                    table.ForeignKey(
                        name: "FK_ReportedGoals_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SearchTermDays",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    AdGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    KeywordId = table.Column<long>(type: "INTEGER", nullable: false),
                    TermId = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<int>(type: "INTEGER", nullable: false),
                    CampaignId = table.Column<long>(type: "INTEGER", nullable: false),
                    Impressions = table.Column<long>(type: "INTEGER", nullable: false),
                    Clicks = table.Column<long>(type: "INTEGER", nullable: false),
                    SpendMicros = table.Column<long>(type: "INTEGER", nullable: false),
                    ConversionHundredths = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueMicros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchTermDays", x => new { x.TenantId, x.AccountId, x.AdGroupId, x.KeywordId, x.TermId, x.Date });
                    table.ForeignKey(
                        name: "FK_SearchTermDays_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SearchTerms",
                columns: table => new
                {
                    TenantId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TermId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    MatchType = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchTerms", x => new { x.TenantId, x.TermId });
                    table.ForeignKey(
                        name: "FK_SearchTerms_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AdDays_TenantId_AccountId_Date",
                table: "AdDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_AdGroupShares_TenantId_AccountId_Date",
                table: "AdGroupShares",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_AssetGroupDays_TenantId_AccountId_Date",
                table: "AssetGroupDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_AudienceDays_TenantId_AccountId_Date",
                table: "AudienceDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignHours_TenantId_AccountId_Date",
                table: "CampaignHours",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignShares_TenantId_AccountId_Date",
                table: "CampaignShares",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceDays_TenantId_AccountId_Date",
                table: "DeviceDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_GeographyDays_TenantId_AccountId_Date",
                table: "GeographyDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_GoalDays_TenantId_AccountId_Date",
                table: "GoalDays",
                columns: new[] { "TenantId", "AccountId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_SearchTermDays_TenantId_AccountId_Date",
                table: "SearchTermDays",
                columns: new[] { "TenantId", "AccountId", "Date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountHours");

            migrationBuilder.DropTable(
                name: "AccountShares");

            migrationBuilder.DropTable(
                name: "AdDays");

            migrationBuilder.DropTable(
                name: "AdGroupShares");

            migrationBuilder.DropTable(
                name: "AssetGroupDays");

            migrationBuilder.DropTable(
                name: "AudienceDays");

            migrationBuilder.DropTable(
                name: "CampaignHours");

            migrationBuilder.DropTable(
                name: "CampaignShares");

            migrationBuilder.DropTable(
                name: "DeviceDays");

            migrationBuilder.DropTable(
                name: "DeviceTypes");

            migrationBuilder.DropTable(
                name: "GeographyDays");

            migrationBuilder.DropTable(
                name: "GoalDays");

            migrationBuilder.DropTable(
                name: "Places");

            migrationBuilder.DropTable(
                name: "ReportedAssetGroups");

            migrationBuilder.DropTable(
                name: "ReportedAudiences");

            migrationBuilder.DropTable(
                name: "ReportedGoals");

            migrationBuilder.DropTable(
                name: "SearchTermDays");

            migrationBuilder.DropTable(
                name: "SearchTerms");
        }
    }
}
