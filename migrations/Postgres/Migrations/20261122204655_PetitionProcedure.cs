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

            migrationBuilder.AddColumn<string>(
                name: "QueryCode",
                table: "petitions",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "QueryHash",
                table: "petitions",
                type: "character varying(64)",
                maxLength: 64,
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

            migrationBuilder.AddColumn<string>(
                name: "VisitLevel",
                table: "petitions",
                type: "character varying(40)",
                maxLength: 40,
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
                name: "conduct_records",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    HappenedAt = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    Place = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Conduct = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    People = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    PeopleCount = table.Column<int>(type: "integer", nullable: false),
                    Facts = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Dissuaded = table.Column<bool>(type: "boolean", nullable: false),
                    Criticised = table.Column<bool>(type: "boolean", nullable: false),
                    Instructed = table.Column<bool>(type: "boolean", nullable: false),
                    PoliceCalled = table.Column<bool>(type: "boolean", nullable: false),
                    PoliceOrgan = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    PoliceResult = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Handling = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Handlers = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ReceptionId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReceptionNumber = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    PetitionNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    IsVoid = table.Column<bool>(type: "boolean", nullable: false),
                    RegisteredById = table.Column<Guid>(type: "uuid", nullable: false),
                    RegisteredByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conduct_records", x => x.Id);
                    table.ForeignKey(
                        name: "FK_conduct_records_receptions_ReceptionId",
                        column: x => x.ReceptionId,
                        principalTable: "receptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FoundOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Area = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    SurveyedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Parties = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    PeopleCount = table.Column<int>(type: "integer", nullable: false),
                    Demands = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Cause = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Risk = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    RiskRank = table.Column<int>(type: "integer", nullable: false),
                    MayGather = table.Column<bool>(type: "boolean", nullable: false),
                    MayBypass = table.Column<bool>(type: "boolean", nullable: false),
                    LeaderName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Measures = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    LimitOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Progress = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    ProgressOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Result = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    ResolvedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: true),
                    PetitionNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ReportDepartmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReporterId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReporterName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ReportedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TableVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_disputes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_disputes_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_disputes_departments_ReportDepartmentId",
                        column: x => x.ReportDepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "instructions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    LeaderId = table.Column<Guid>(type: "uuid", nullable: true),
                    LeaderName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    InstructedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: true),
                    PetitionNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Progress = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    ProgressOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Feedback = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    FeedbackOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedById = table.Column<Guid>(type: "uuid", nullable: false),
                    RecordedByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TableVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instructions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_instructions_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "issued_documents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RecordKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RecordId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Number = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Step = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Recipients = table.Column<string>(type: "text", nullable: true),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    StoredAs = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    MadeById = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ApprovedByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issued_documents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "reception_days",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    From = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    To = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    Place = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    LeaderId = table.Column<Guid>(type: "uuid", nullable: true),
                    LeaderName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    LeaderPost = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Portfolio = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Form = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Companions = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    PublishBy = table.Column<DateOnly>(type: "date", nullable: false),
                    PublishedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PublishedHow = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    LateReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    SubstituteId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubstituteName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    SubstitutePost = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    SubstitutedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Summary = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    PlannedById = table.Column<Guid>(type: "uuid", nullable: false),
                    PlannedByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TableVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reception_days", x => x.Id);
                    table.ForeignKey(
                        name: "FK_reception_days_users_LeaderId",
                        column: x => x.LeaderId,
                        principalTable: "users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_reception_days_users_SubstituteId",
                        column: x => x.SubstituteId,
                        principalTable: "users",
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
                    Ground = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Attitude = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
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

            migrationBuilder.CreateTable(
                name: "sweep_reports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    IsZero = table.Column<bool>(type: "boolean", nullable: false),
                    SweptOn = table.Column<DateOnly>(type: "date", nullable: false),
                    SweptBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Area = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    ReporterId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReporterName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ReportedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sweep_reports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_sweep_reports_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "warning_cards",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Colour = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    HolderId = table.Column<Guid>(type: "uuid", nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: true),
                    HolderName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: false),
                    PetitionNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Trigger = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IssuedByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    LiftedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LiftReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    LiftedByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_warning_cards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "paper_deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RecordKind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RecordId = table.Column<Guid>(type: "uuid", nullable: false),
                    DocumentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Recipient = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    DeliveredOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Proof = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    SignedBy = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    IsRefused = table.Column<bool>(type: "boolean", nullable: false),
                    RefusalReason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Witnesses = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    DeliveredBy = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paper_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_paper_deliveries_issued_documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "issued_documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "day_visits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    DayId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    LeaderId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReceptionId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReceptionNumber = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    VisitorName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    PeopleCount = table.Column<int>(type: "integer", nullable: false),
                    UnitOrAddress = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Problem = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Place = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Cause = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Opinion = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: true),
                    UnitName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    PersonName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    InstructedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LimitOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Result = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    FinishedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FollowUp = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    FollowedUpOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: true),
                    PetitionNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    RegisteredById = table.Column<Guid>(type: "uuid", nullable: false),
                    RegisteredByName = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TableVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_day_visits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_day_visits_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_day_visits_reception_days_DayId",
                        column: x => x.DayId,
                        principalTable: "reception_days",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_day_visits_receptions_ReceptionId",
                        column: x => x.ReceptionId,
                        principalTable: "receptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lead_items",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PetitionId = table.Column<Guid>(type: "uuid", nullable: false),
                    SideId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Person = table.Column<string>(type: "text", nullable: true),
                    Progress = table.Column<string>(type: "text", nullable: true),
                    DoneOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lead_items", x => x.Id);
                    table.ForeignKey(
                        name: "FK_lead_items_side_matters_SideId",
                        column: x => x.SideId,
                        principalTable: "side_matters",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_petitions_MergedInto",
                table: "petitions",
                column: "MergedInto",
                filter: "\"MergedInto\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_petitions_QueryCode",
                table: "petitions",
                column: "QueryCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_petitions_QueryHash",
                table: "petitions",
                column: "QueryHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_conduct_records_HappenedOn_Id",
                table: "conduct_records",
                columns: new[] { "HappenedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_conduct_records_Number",
                table: "conduct_records",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_conduct_records_PetitionNumber",
                table: "conduct_records",
                column: "PetitionNumber");

            migrationBuilder.CreateIndex(
                name: "IX_conduct_records_ReceptionId",
                table: "conduct_records",
                column: "ReceptionId");

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_DayId",
                table: "day_visits",
                column: "DayId");

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_DepartmentId",
                table: "day_visits",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_LimitOn",
                table: "day_visits",
                column: "LimitOn",
                filter: "\"State\" = 'Instructed'");

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_On_Id",
                table: "day_visits",
                columns: new[] { "On", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_PetitionId",
                table: "day_visits",
                column: "PetitionId");

            migrationBuilder.CreateIndex(
                name: "IX_day_visits_ReceptionId",
                table: "day_visits",
                column: "ReceptionId");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_DepartmentId",
                table: "disputes",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_FoundOn_Id",
                table: "disputes",
                columns: new[] { "FoundOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_disputes_Number",
                table: "disputes",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_disputes_PetitionId",
                table: "disputes",
                column: "PetitionId");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_ReportDepartmentId",
                table: "disputes",
                column: "ReportDepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_handling_rounds_PetitionId_Round",
                table: "handling_rounds",
                columns: new[] { "PetitionId", "Round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_instructions_DepartmentId",
                table: "instructions",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_instructions_InstructedOn_Id",
                table: "instructions",
                columns: new[] { "InstructedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_instructions_Number",
                table: "instructions",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_instructions_PetitionId",
                table: "instructions",
                column: "PetitionId");

            migrationBuilder.CreateIndex(
                name: "IX_instructions_State_DueOn",
                table: "instructions",
                columns: new[] { "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_issued_documents_RecordKind_RecordId_Position",
                table: "issued_documents",
                columns: new[] { "RecordKind", "RecordId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lead_items_SideId_Position",
                table: "lead_items",
                columns: new[] { "SideId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paper_deliveries_DocumentId",
                table: "paper_deliveries",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_paper_deliveries_RecordKind_RecordId",
                table: "paper_deliveries",
                columns: new[] { "RecordKind", "RecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_reception_days_LeaderId",
                table: "reception_days",
                column: "LeaderId");

            migrationBuilder.CreateIndex(
                name: "IX_reception_days_On_Id",
                table: "reception_days",
                columns: new[] { "On", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_reception_days_SubstituteId",
                table: "reception_days",
                column: "SubstituteId");

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

            migrationBuilder.CreateIndex(
                name: "IX_side_matters_StartedOn_Id",
                table: "side_matters",
                columns: new[] { "StartedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_sweep_reports_DepartmentId",
                table: "sweep_reports",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_sweep_reports_From_To_DepartmentId",
                table: "sweep_reports",
                columns: new[] { "From", "To", "DepartmentId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_warning_cards_IssuedOn_Id",
                table: "warning_cards",
                columns: new[] { "IssuedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_warning_cards_PetitionId",
                table: "warning_cards",
                column: "PetitionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conduct_records");

            migrationBuilder.DropTable(
                name: "day_visits");

            migrationBuilder.DropTable(
                name: "disputes");

            migrationBuilder.DropTable(
                name: "handling_rounds");

            migrationBuilder.DropTable(
                name: "instructions");

            migrationBuilder.DropTable(
                name: "lead_items");

            migrationBuilder.DropTable(
                name: "paper_deliveries");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "sweep_reports");

            migrationBuilder.DropTable(
                name: "warning_cards");

            migrationBuilder.DropTable(
                name: "reception_days");

            migrationBuilder.DropTable(
                name: "side_matters");

            migrationBuilder.DropTable(
                name: "issued_documents");

            migrationBuilder.DropIndex(
                name: "IX_petitions_MergedInto",
                table: "petitions");

            migrationBuilder.DropIndex(
                name: "IX_petitions_QueryCode",
                table: "petitions");

            migrationBuilder.DropIndex(
                name: "IX_petitions_QueryHash",
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
                name: "QueryCode",
                table: "petitions");

            migrationBuilder.DropColumn(
                name: "QueryHash",
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
                name: "VisitLevel",
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
