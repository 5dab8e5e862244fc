using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Admissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LetInAt",
                table: "Connections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RefusedAt",
                table: "Connections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RefusedCode",
                table: "Connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RefusedSince",
                table: "Connections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RefusedAt",
                table: "AdsAccounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RefusedCode",
                table: "AdsAccounts",
                type: "TEXT",
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
