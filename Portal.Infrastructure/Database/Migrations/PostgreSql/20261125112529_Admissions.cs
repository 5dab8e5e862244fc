using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Admissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LetInAt",
                table: "Connections",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RefusedAt",
                table: "Connections",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RefusedCode",
                table: "Connections",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RefusedSince",
                table: "Connections",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RefusedAt",
                table: "AdsAccounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RefusedCode",
                table: "AdsAccounts",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LetInAt",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "RefusedAt",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "RefusedCode",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "RefusedSince",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "RefusedAt",
                table: "AdsAccounts");

            migrationBuilder.DropColumn(
                name: "RefusedCode",
                table: "AdsAccounts");
        }
    }
}
