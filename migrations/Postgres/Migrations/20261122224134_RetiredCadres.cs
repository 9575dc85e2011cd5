using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTracker.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RetiredCadres : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AllowanceFen",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "PensionFen",
                table: "cadres");

            migrationBuilder.AddColumn<bool>(
                name: "IsRetireeOffice",
                table: "departments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ContributionMonths",
                table: "cadres",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DeathInformant",
                table: "cadres",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DeathReportedOn",
                table: "cadres",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "HandoverOn",
                table: "cadres",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hardship",
                table: "cadres",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HomeAddressId",
                table: "cadres",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PartyBranch",
                table: "cadres",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pending",
                table: "cadres",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PensionStoppedOn",
                table: "cadres",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReportedDeathOn",
                table: "cadres",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Residence",
                table: "cadres",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SpouseName",
                table: "cadres",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SpousePhoneId",
                table: "cadres",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SpouseState",
                table: "cadres",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "cadres",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Survivor",
                table: "cadres",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Talents",
                table: "cadres",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "cadre_pays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CadreId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Fen = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    KnownFrom = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RetractedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cadre_pays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_cadre_pays_cadres_CadreId",
                        column: x => x.CadreId,
                        principalTable: "cadres",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_cadre_pays_CadreId_From",
                table: "cadre_pays",
                columns: new[] { "CadreId", "From" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cadre_pays");

            migrationBuilder.DropColumn(
                name: "IsRetireeOffice",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "ContributionMonths",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "DeathInformant",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "DeathReportedOn",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "HandoverOn",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "Hardship",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "HomeAddressId",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "PartyBranch",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "Pending",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "PensionStoppedOn",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "ReportedDeathOn",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "Residence",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "SpouseName",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "SpousePhoneId",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "SpouseState",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "State",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "Survivor",
                table: "cadres");

            migrationBuilder.DropColumn(
                name: "Talents",
                table: "cadres");

            migrationBuilder.AddColumn<long>(
                name: "AllowanceFen",
                table: "cadres",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PensionFen",
                table: "cadres",
                type: "bigint",
                nullable: true);
        }
    }
}
