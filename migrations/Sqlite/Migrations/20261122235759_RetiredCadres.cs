using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RetiredCadres : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ContributionMonths",
                table: "cadres",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ImportedFrom",
                table: "receptions",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RelatedNumber",
                table: "receptions",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RepeatsId",
                table: "receptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRetireeOffice",
                table: "departments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "DeathInformant",
                table: "cadres",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DeathReportedOn",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "HandoverOn",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hardship",
                table: "cadres",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HomeAddressId",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PartyBranch",
                table: "cadres",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pending",
                table: "cadres",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PensionStoppedOn",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReportedDeathOn",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Residence",
                table: "cadres",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SpouseName",
                table: "cadres",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SpousePhoneId",
                table: "cadres",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SpouseState",
                table: "cadres",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "cadres",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Survivor",
                table: "cadres",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Talents",
                table: "cadres",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "benefit_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    IsVoid = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecordedByName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefit_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "benefits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    BookNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AppliedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Applicant = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    PeriodFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PeriodTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    BasisDocument = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovalNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    ApprovalKey = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    DepartmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OfficerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OfficerName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    VerifyingSince = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    VerifyDueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    VerifiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Findings = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CheckerName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SubmittedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubmittedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ApprovalLevel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ApprovedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReferredOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReferredTo = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReferralNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    RemindOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PartnerReply = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidFen = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ResolvedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    RejectedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RejectReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    RejectBasis = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ObjectionUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ObjectedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ObjectionGrounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ReviewerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReviewerName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ClosedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AdjustmentYear = table.Column<int>(type: "INTEGER", nullable: true),
                    NoticeNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    NoticeOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EffectiveFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PaymentMonth = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SocialNoticeDueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SocialNoticeOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    HandedToFamilyOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    FamilyHandler = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    ReceptionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SourceNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    IsSuspectedDouble = table.Column<bool>(type: "INTEGER", nullable: false),
                    RepeatsId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StateBeforeDeath = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Pending = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RegisteredById = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegisteredByName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TableVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_benefits_benefits_RepeatsId",
                        column: x => x.RepeatsId,
                        principalTable: "benefits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_benefits_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_benefits_receptions_ReceptionId",
                        column: x => x.ReceptionId,
                        principalTable: "receptions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cadre_pays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CadreId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fen = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    KnownFrom = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RetractedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
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

            // The amounts become dated facts; what may be done with a row follows from the facts that stand there.
            foreach (var (kind, column) in new[] { ("Pension", "PensionFen"), ("Allowance", "AllowanceFen") })
            {
                migrationBuilder.Sql($"""
                    INSERT INTO cadre_pays ("Id", "CadreId", "Kind", "Fen", "From", "KnownFrom")
                    SELECT upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))), c."Id", '{kind}', c."{column}",
                        COALESCE((SELECT MIN(s."From") FROM cadre_statuses s WHERE s."CadreId" = c."Id" AND s."Kind" = 'HandedOver' AND s."RetractedAt" IS NULL), substr(c."RecordedAt", 1, 10)), c."RecordedAt"
                    FROM cadres c WHERE c."{column}" IS NOT NULL
                    """);
                migrationBuilder.Sql($"ALTER TABLE cadres DROP COLUMN \"{column}\"");
            }

            migrationBuilder.Sql("""
                UPDATE cadres SET
                    "HandoverOn" = (SELECT MIN(s."From") FROM cadre_statuses s WHERE s."CadreId" = cadres."Id" AND s."Kind" = 'HandedOver' AND s."RetractedAt" IS NULL),
                    "State" = CASE
                        WHEN EXISTS (SELECT 1 FROM cadre_statuses s WHERE s."CadreId" = cadres."Id" AND s."Kind" = 'Mistaken' AND s."RetractedAt" IS NULL) THEN 'Void'
                        WHEN EXISTS (SELECT 1 FROM cadre_statuses s WHERE s."CadreId" = cadres."Id" AND s."Kind" = 'Died' AND s."RetractedAt" IS NULL) THEN 'Deceased'
                        WHEN (SELECT s."Kind" FROM cadre_statuses s WHERE s."CadreId" = cadres."Id" AND s."Kind" IN ('TransferredOut', 'Restored') AND s."RetractedAt" IS NULL ORDER BY s."From" DESC LIMIT 1) = 'TransferredOut' THEN 'TransferredOut'
                        ELSE 'Active' END
                """);

            migrationBuilder.CreateTable(
                name: "care_budgets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Fund = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_care_budgets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "care_plans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LeadDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    MinAge = table.Column<int>(type: "INTEGER", nullable: true),
                    FocusWords = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    OneTrip = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_care_plans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "care_standards",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LimitFen = table.Column<long>(type: "INTEGER", nullable: false),
                    Per = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Fund = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_care_standards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "care_visits",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DepartmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    TriggeredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReceptionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    PlannedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    LeaderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeaderName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Visitors = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    NoMoney = table.Column<bool>(type: "INTEGER", nullable: false),
                    AppliedFen = table.Column<long>(type: "INTEGER", nullable: true),
                    LimitFen = table.Column<long>(type: "INTEGER", nullable: true),
                    IsOverLimit = table.Column<bool>(type: "INTEGER", nullable: false),
                    OverReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Fund = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    PlannedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AppliedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AppliedByName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ApprovedFen = table.Column<long>(type: "INTEGER", nullable: true),
                    ApprovedByName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ApprovedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    BudgetYear = table.Column<int>(type: "INTEGER", nullable: true),
                    DrawnOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DrawVoucher = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    RescheduleCount = table.Column<int>(type: "INTEGER", nullable: false),
                    VisitedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ActualFen = table.Column<long>(type: "INTEGER", nullable: true),
                    FollowUpDueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    FollowedUpOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    FollowUpNote = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Receipts = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ReimbursedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReimbursedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    SettledOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SettlementVoucher = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    SettledByList = table.Column<bool>(type: "INTEGER", nullable: false),
                    CancelledOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CancelledFrom = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    CancelReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    DeathOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    RefundedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RefundVoucher = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Warnings = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    BookNumber = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    RepeatsId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Pending = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    RegistrarId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RegistrarName = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TableVersion = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_care_visits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_care_visits_care_visits_RepeatsId",
                        column: x => x.RepeatsId,
                        principalTable: "care_visits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_care_visits_departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "old_age_reminders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CadreId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Age = table.Column<int>(type: "INTEGER", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PerMonthFen = table.Column<long>(type: "INTEGER", nullable: false),
                    DoneOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_old_age_reminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_old_age_reminders_cadres_CadreId",
                        column: x => x.CadreId,
                        principalTable: "cadres",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "benefit_papers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BenefitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefit_papers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_benefit_papers_benefits_BenefitId",
                        column: x => x.BenefitId,
                        principalTable: "benefits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "benefit_pauses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BenefitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Missing = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    SuppliedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Supplied = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefit_pauses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_benefit_pauses_benefits_BenefitId",
                        column: x => x.BenefitId,
                        principalTable: "benefits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "benefit_people",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BenefitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    CadreId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonNumber = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Grade = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    BirthOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RetiredSince = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    AmountFen = table.Column<long>(type: "INTEGER", nullable: true),
                    CalculatedFen = table.Column<long>(type: "INTEGER", nullable: true),
                    Sheet = table.Column<string>(type: "TEXT", nullable: true),
                    CheckedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Difference = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    DifferenceReferredOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DifferenceSettled = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    NotifiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    NotifiedHow = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    NotNotifiedReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PaidFen = table.Column<long>(type: "INTEGER", nullable: true),
                    SurvivorsSince = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DroppedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DropReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefit_people", x => x.Id);
                    table.ForeignKey(
                        name: "FK_benefit_people_benefits_BenefitId",
                        column: x => x.BenefitId,
                        principalTable: "benefits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_benefit_people_cadres_CadreId",
                        column: x => x.CadreId,
                        principalTable: "cadres",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "care_visit_persons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    VisitId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    CadreId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Grade = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Occurrence = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Why = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ConditionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Requests = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Signer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    SignerRelation = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    DroppedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DropReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    IsDroppedByDeath = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_care_visit_persons", x => x.Id);
                    table.ForeignKey(
                        name: "FK_care_visit_persons_cadres_CadreId",
                        column: x => x.CadreId,
                        principalTable: "cadres",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_care_visit_persons_care_visits_VisitId",
                        column: x => x.VisitId,
                        principalTable: "care_visits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_receptions_RepeatsId",
                table: "receptions",
                column: "RepeatsId");

            migrationBuilder.CreateIndex(
                name: "IX_benefit_papers_BenefitId_Position",
                table: "benefit_papers",
                columns: new[] { "BenefitId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_benefit_pauses_BenefitId",
                table: "benefit_pauses",
                column: "BenefitId");

            migrationBuilder.CreateIndex(
                name: "IX_benefit_people_BenefitId_Position",
                table: "benefit_people",
                columns: new[] { "BenefitId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_benefit_people_CadreId",
                table: "benefit_people",
                column: "CadreId");

            migrationBuilder.CreateIndex(
                name: "IX_benefit_rules_Kind_From",
                table: "benefit_rules",
                columns: new[] { "Kind", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_benefits_AppliedOn_Id",
                table: "benefits",
                columns: new[] { "AppliedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_benefits_ApprovalKey",
                table: "benefits",
                column: "ApprovalKey");

            migrationBuilder.CreateIndex(
                name: "IX_benefits_BookNumber",
                table: "benefits",
                column: "BookNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_benefits_DepartmentId",
                table: "benefits",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_benefits_Number",
                table: "benefits",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_benefits_ReceptionId",
                table: "benefits",
                column: "ReceptionId");

            migrationBuilder.CreateIndex(
                name: "IX_benefits_RepeatsId",
                table: "benefits",
                column: "RepeatsId");

            migrationBuilder.CreateIndex(
                name: "IX_benefits_State_ResolvedOn",
                table: "benefits",
                columns: new[] { "State", "ResolvedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_cadre_pays_CadreId_From",
                table: "cadre_pays",
                columns: new[] { "CadreId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_care_budgets_Year_Fund",
                table: "care_budgets",
                columns: new[] { "Year", "Fund" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_plans_Rule",
                table: "care_plans",
                column: "Rule",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_visit_persons_CadreId",
                table: "care_visit_persons",
                column: "CadreId");

            migrationBuilder.CreateIndex(
                name: "IX_care_visit_persons_PlanId_Occurrence_CadreId",
                table: "care_visit_persons",
                columns: new[] { "PlanId", "Occurrence", "CadreId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_visit_persons_VisitId_Ordinal",
                table: "care_visit_persons",
                columns: new[] { "VisitId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_BookNumber",
                table: "care_visits",
                column: "BookNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_DeathOf",
                table: "care_visits",
                column: "DeathOf");

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_DepartmentId",
                table: "care_visits",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_Number",
                table: "care_visits",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_ReceptionId",
                table: "care_visits",
                column: "ReceptionId");

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_RepeatsId",
                table: "care_visits",
                column: "RepeatsId");

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_TriggeredOn_Id",
                table: "care_visits",
                columns: new[] { "TriggeredOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_care_visits_VisitedOn",
                table: "care_visits",
                column: "VisitedOn");

            migrationBuilder.CreateIndex(
                name: "IX_old_age_reminders_CadreId_Age",
                table: "old_age_reminders",
                columns: new[] { "CadreId", "Age" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_receptions_receptions_RepeatsId",
                table: "receptions",
                column: "RepeatsId",
                principalTable: "receptions",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_receptions_receptions_RepeatsId",
                table: "receptions");

            migrationBuilder.DropTable(
                name: "benefit_papers");

            migrationBuilder.DropTable(
                name: "benefit_pauses");

            migrationBuilder.DropTable(
                name: "benefit_people");

            migrationBuilder.DropTable(
                name: "benefit_rules");

            migrationBuilder.DropTable(
                name: "cadre_pays");

            migrationBuilder.DropTable(
                name: "care_budgets");

            migrationBuilder.DropTable(
                name: "care_plans");

            migrationBuilder.DropTable(
                name: "care_standards");

            migrationBuilder.DropTable(
                name: "care_visit_persons");

            migrationBuilder.DropTable(
                name: "old_age_reminders");

            migrationBuilder.DropTable(
                name: "benefits");

            migrationBuilder.DropTable(
                name: "care_visits");

            migrationBuilder.DropIndex(
                name: "IX_receptions_RepeatsId",
                table: "receptions");

            migrationBuilder.DropColumn(
                name: "ImportedFrom",
                table: "receptions");

            migrationBuilder.DropColumn(
                name: "RelatedNumber",
                table: "receptions");

            migrationBuilder.DropColumn(
                name: "RepeatsId",
                table: "receptions");

            migrationBuilder.DropColumn(
                name: "IsRetireeOffice",
                table: "departments");

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

            migrationBuilder.DropColumn(
                name: "ContributionMonths",
                table: "cadres");

            migrationBuilder.AddColumn<long>(
                name: "PensionFen",
                table: "cadres",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AllowanceFen",
                table: "cadres",
                type: "INTEGER",
                nullable: true);
        }
    }
}
