using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTracker.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Governance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "governance_items",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    BookNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    SubKind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    DocumentNumber = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    SentOn = table.Column<DateOnly>(type: "date", nullable: false),
                    PersonName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Counterparty = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    OtherParty = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Quantity = table.Column<int>(type: "integer", nullable: true),
                    Unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Attendees = table.Column<int>(type: "integer", nullable: true),
                    AmountFen = table.Column<long>(type: "bigint", nullable: true),
                    ConfirmedFen = table.Column<long>(type: "bigint", nullable: true),
                    PaidFen = table.Column<long>(type: "bigint", nullable: true),
                    Opinion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    FinishedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ResolvedCount = table.Column<int>(type: "integer", nullable: true),
                    AdjustedCount = table.Column<int>(type: "integer", nullable: true),
                    ProblemCount = table.Column<int>(type: "integer", nullable: true),
                    Copies = table.Column<int>(type: "integer", nullable: true),
                    Hours = table.Column<int>(type: "integer", nullable: true),
                    Basis = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Measures = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Progress = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    ProgressOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LeaderName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ResponsibleName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    LimitOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Materials = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    FairCompetition = table.Column<bool>(type: "boolean", nullable: true),
                    Conclusion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Adopted = table.Column<bool>(type: "boolean", nullable: true),
                    Lost = table.Column<bool>(type: "boolean", nullable: true),
                    HeadAttended = table.Column<bool>(type: "boolean", nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FiledOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RegistryNumber = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Cleanup = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    CleanedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Field = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    EnteredOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PublishedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RecheckedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ForwardedTo = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    AcceptedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Rounds = table.Column<int>(type: "integer", nullable: false),
                    LinkedNumber = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    RepeatsId = table.Column<Guid>(type: "uuid", nullable: true),
                    PartCount = table.Column<int>(type: "integer", nullable: false),
                    PartNames = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    RegistrarId = table.Column<Guid>(type: "uuid", nullable: false),
                    RegistrarName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RegisteredOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TableVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_governance_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_governance_items_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "governance_draws",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Algorithm = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Seed = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Input = table.Column<string>(type: "text", nullable: false),
                    Fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Result = table.Column<string>(type: "text", nullable: false),
                    DrawnOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DrawnByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Witness = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_governance_draws", x => x.Id);
                    table.ForeignKey(
                        name: "FK_governance_draws_governance_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "governance_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "governance_parts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    Count = table.Column<int>(type: "integer", nullable: true),
                    AmountFen = table.Column<long>(type: "bigint", nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    IsRemoved = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_governance_parts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_governance_parts_governance_items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "governance_items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_governance_draws_ItemId_Ordinal",
                table: "governance_draws",
                columns: new[] { "ItemId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_governance_items_DepartmentId",
                table: "governance_items",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_governance_items_DocumentNumber",
                table: "governance_items",
                column: "DocumentNumber");

            migrationBuilder.CreateIndex(
                name: "IX_governance_items_Kind_SentOn_Id",
                table: "governance_items",
                columns: new[] { "Kind", "SentOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_governance_items_Number",
                table: "governance_items",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_governance_parts_ItemId_Ordinal",
                table: "governance_parts",
                columns: new[] { "ItemId", "Ordinal" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "governance_draws");

            migrationBuilder.DropTable(
                name: "governance_parts");

            migrationBuilder.DropTable(
                name: "governance_items");
        }
    }
}
