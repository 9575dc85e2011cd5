using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTracker.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PetitionProcedure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Adoption",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CompletionReportOn",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Disciplined",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DivertedOn",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Educated",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EvaluatedOn",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Helped",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSimple",
                table: "petitions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "MergedInto",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ObjectionOn",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PerformBy",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Performer",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Procedure",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProcedureLimit",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RehandleFrom",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RehandleLimit",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Resolved",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "petitions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "TargetOrgan",
                table: "petitions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ToOrdinaryOn",
                table: "petitions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReviewDeliveredOn",
                table: "petitioners",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "demand_items",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Way",
                table: "demand_items",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "handling_rounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Limit = table.Column<string>(type: "text", nullable: true),
                    ExtensionDays = table.Column<int>(type: "integer", nullable: true),
                    ExtensionApprovedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    SignedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    OpinionNumber = table.Column<string>(type: "text", nullable: true),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Opinion = table.Column<string>(type: "text", nullable: true),
                    Basis = table.Column<string>(type: "text", nullable: true),
                    DeliveredOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handling_rounds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_handling_rounds_petitions_PetitionId",
                        column: x => x.PetitionId,
                        principalTable: "petitions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Organ = table.Column<string>(type: "text", nullable: false),
                    Applicants = table.Column<string>(type: "text", nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    LateReason = table.Column<string>(type: "text", nullable: true),
                    OpinionNumber = table.Column<string>(type: "text", nullable: true),
                    OpinionOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Result = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Conclusion = table.Column<string>(type: "text", nullable: true),
                    DeliveredOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_reviews_petitions_PetitionId",
                        column: x => x.PetitionId,
                        principalTable: "petitions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "side_matters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Person = table.Column<string>(type: "text", nullable: true),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: true),
                    Parties = table.Column<string>(type: "text", nullable: true),
                    Subject = table.Column<string>(type: "text", nullable: false),
                    Trigger = table.Column<string>(type: "text", nullable: true),
                    Number = table.Column<string>(type: "text", nullable: true),
                    HeldOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: true),
                    AnsweredOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Result = table.Column<string>(type: "text", nullable: true),
                    Stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_side_matters", x => x.Id);
                    table.ForeignKey(
                        name: "FK_side_matters_petitions_PetitionId",
                        column: x => x.PetitionId,
                        principalTable: "petitions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_petitions_MergedInto",
                table: "petitions",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_handling_rounds_PetitionId_Round",
                table: "handling_rounds",
                columns: new[] { "PetitionId", "Round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reviews_PetitionId_Round_Stage",
                table: "reviews",
                columns: new[] { "PetitionId", "Round", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_side_matters_Kind_EndedOn_DueOn",
                table: "side_matters",
                columns: new[] { "Kind", "EndedOn", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_side_matters_PetitionId_Position",
                table: "side_matters",
                columns: new[] { "PetitionId", "Position" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handling_rounds");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "side_matters");

            migrationBuilder.DropIndex(
                name: "IX_petitions_MergedInto",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Adoption",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "CompletionReportOn",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Disciplined",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "DivertedOn",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Educated",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "EvaluatedOn",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Helped",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "IsSimple",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "ObjectionOn",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "PerformBy",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Performer",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Procedure",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "ProcedureLimit",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "RehandleFrom",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "RehandleLimit",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Resolved",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "TargetOrgan",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "ToOrdinaryOn",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "ReviewDeliveredOn",
                table: "petitioners");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "demand_items");

            migrationBuilder.DropColumn(
                name: "Way",
                table: "demand_items");
        }
    }
}
