using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Benefits;
using CaseTracker.Books;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Calendar;
using CaseTracker.CareVisits;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Demo;
using CaseTracker.Documents;
using CaseTracker.Disputes;
using CaseTracker.Drafts;
using CaseTracker.Governance;
using CaseTracker.Handovers;
using CaseTracker.History;
using CaseTracker.Operations;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Petitions.Papers;
using CaseTracker.ReceptionDays;
using CaseTracker.Receptions;
using CaseTracker.Reports;
using CaseTracker.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CaseTracker;

/// <summary>The whole library in one call: every use case named.</summary>
public static class CaseTrackerServices
{
    public static IServiceCollection AddCaseTracker(this IServiceCollection services, IConfiguration configuration, Installation installation)
    {
        var database = Bind<DatabaseOptions>(configuration, DatabaseOptions.Section);
        var office = Bind<OfficeOptions>(configuration, OfficeOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(installation).AddSingleton(database).AddSingleton(office);
        services.AddSingleton(Bind<BackupOptions>(configuration, BackupOptions.Section));
        services.AddSingleton(Bind<KeyOptions>(configuration, KeyOptions.Section));
        services.AddSingleton(sp => new OfficeClock(sp.GetRequiredService<TimeProvider>(), Zone(office)));
        services.AddPooledDbContextFactory<CaseDb>(o => o.UseCaseDatabase(database, installation));

        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<CaseDb>>().CreateDbContext().For(Viewer.Nobody));
        services.AddSingleton<Migrator>().AddSingleton<OpenKeys>().AddSingleton<OpenInstallation>();
        services.AddSingleton(sp => sp.GetRequiredService<OpenKeys>().ExecuteAsync(CancellationToken.None).GetAwaiter().GetResult());
        services.AddSingleton<IWriteParticipant, RecordChanges>().AddSingleton<IWriteParticipant, AuditChain>();
        services.AddSingleton<IAfterMigration, AppendOnly>();

        services.AddAccounts(Bind<AccountOptions>(configuration, AccountOptions.Section));
        services.AddSingleton(Bind<DocumentOptions>(configuration, DocumentOptions.Section));
        services.AddSingleton(Bind<OutboxOptions>(configuration, OutboxOptions.Section));
        services.AddSingleton(sp => Bind<AutoMapperOptions>(configuration, AutoMapperOptions.Section).ProjectionMappings(sp.GetRequiredService<ILoggerFactory>()));
        return services.AddUseCases();
    }

    /// <summary>Every use case, without what an installation decides: the demonstration runs them over its own context and clock.</summary>
    internal static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddScoped<CurrentActor>().AddScoped<RecordDoors>();
        services.AddSingleton<IAfterMigration, BuiltInCalendar>().AddSingleton<CalendarCache>();
        services.AddScoped<LoadWorkCalendar>().AddScoped<ImportCalendarYear>().AddScoped<ConfirmCalendarYear>().AddScoped<ListCalendarYears>().AddScoped<ShowCalendarYear>();
        services.AddScoped<AsKnownAt>().AddScoped<VerifyHistory>();
        services.AddScoped<ExportAnchor>().AddScoped<FindAudit>().AddScoped<VerifyAudit>();
        services.AddScoped<ProtectedValues>();
        services.AddScoped<BackupState>().AddScoped<CheckBackup>().AddScoped<ConfirmKeysSaved>().AddScoped<ListBackups>().AddScoped<NightlyBackup>().AddScoped<RestoreBackup>()
            .AddScoped<StartChecks>().AddScoped<TakeBackup>().AddScoped<IDailyWork, RetireBackups>();
        services.AddScoped<IDailyWork, ForgetSubmissions>().AddScoped<IDailyWork, TuneDatabase>();
        services.AddSingleton<IAfterMigration, BuiltInCodes>().AddScoped<ChangeSettings>().AddScoped<ChangeCode>();
        services.AddSingleton<AttachmentStore>().AddScoped<AddAttachment>().AddScoped<FindAttachments>().AddScoped<OpenAttachment>();
        services.AddScoped<KeepDraft>().AddScoped<TakeDraft>().AddScoped<DropDraft>().AddScoped<IDailyWork, ForgetDrafts>();
        services.AddSingleton<IAfterMigration, EnsureSearchIndex>().AddScoped<SearchIndex>();
        services.AddScoped<IRecordDoor, PersonDoor>().AddScoped<KeepPerson>().AddScoped<FindPersons>().AddScoped<MatchPersons>().AddScoped<RevealValue>().AddScoped<VoidPerson>();
        services.AddSingleton<PdfOfDocument>().AddScoped<FindDocuments>().AddScoped<IssueDocument>().AddScoped<OpenDocument>().AddScoped<RecordPaperDelivery>();
        services.AddScoped<IRecordDoor, CadreDoor>().AddScoped<CadreSteps>().AddScoped<CompareBatches>().AddScoped<CountMovement>().AddScoped<FindCadres>().AddScoped<GetCadre>().AddScoped<ListCadres>().AddScoped<RecognizeCadre>().AddScoped<RegisterCadre>().AddScoped<UpdateCadre>();
        services.AddScoped<IRecordDoor, ReceptionDoor>().AddScoped<AnswerReception>().AddScoped<CorrectReception>().AddScoped<FindEarlierVisits>().AddScoped<FindReceptions>().AddScoped<GetReception>()
            .AddScoped<KeepVisitors>().AddScoped<MergeReceptions>().AddScoped<RegisterReception>().AddScoped<TakeReceptionStep>().AddScoped<VoidReception>();
        services.AddSingleton(new SearchKind(Petition.Kinds)).AddSingleton<IAfterMigration, RefillPetitionSearch>();
        services.AddScoped(sp => new DraftPapers(sp.GetRequiredService<IServiceScopeFactory>())).AddScoped<IssuePapers>();
        services.AddSingleton<QueryAddresses>().AddScoped<AskByCode>().AddScoped<IDailyWork, GiveQueryCodes>();
        services.AddScoped<IRecordDoor, PetitionDoor>().AddScoped<LoadPetition>().AddScoped<CountClocks>().AddScoped<SealAccusation>().AddScoped<SplitAccusation>().AddScoped<RegisterPetition>().AddScoped<TakePetitionStep>().AddScoped<TakeSideStep>()
            .AddScoped<FindPetitions>().AddScoped<FindEarlierCases>().AddScoped<FindSameAccused>().AddScoped<FindApproval>().AddScoped<GetPetition>().AddScoped<StepFacts>().AddScoped<ShowPetitionLine>().AddScoped<MyWork>()
            .AddScoped<PetitionTemplates>().AddScoped<RecomputeClocks>().AddScoped<StepsByTime>().AddScoped<IDailyWork, StepsByTime>();
        services.AddScoped<SuperviseByTime>().AddScoped<IDailyWork, SuperviseByTime>().AddScoped<CardsByTime>().AddScoped<IDailyWork, CardsByTime>().AddScoped<FindSides>().AddScoped<MySides>()
            .AddScoped<FindInstructions>().AddScoped<GetInstruction>().AddScoped<RecordInstruction>().AddScoped<TakeInstructionStep>().AddScoped<FindCards>().AddScoped<IssueCard>().AddScoped<LiftCard>();
        services.AddScoped<RecountLimits>(sp => (_, _, after, apply, cancel) =>
            sp.GetRequiredService<RecomputeClocks>().OnCalendarAsync(after, apply, sp.GetRequiredService<CurrentActor>().Actor, cancel));
        services.AddScoped<RecountVerifyLimits>().AddScoped<RecountLimits>(sp => (_, _, after, apply, cancel) =>
            sp.GetRequiredService<RecountVerifyLimits>().ExecuteAsync(after, apply, sp.GetRequiredService<CurrentActor>().Actor, cancel));
        services.AddScoped<RecountReminders>().AddScoped<RecountLimits>(sp => (_, _, after, apply, cancel) =>
            sp.GetRequiredService<RecountReminders>().ExecuteAsync(after, apply, sp.GetRequiredService<CurrentActor>().Actor, cancel));
        services.AddSingleton<IAfterMigration, BuiltInCarePlans>().AddScoped<IRecordDoor, CareVisitDoor>().AddScoped<AddCareStandard>().AddScoped<CareCalendar>().AddScoped<CareVisitSteps>().AddScoped<ChangeCarePlan>()
            .AddScoped<CountCareBudgets>().AddScoped<EndCareStandard>().AddScoped<FindCareVisits>().AddScoped<ForDeath>().AddScoped<GetCareVisit>().AddScoped<LoadCareVisit>().AddScoped<MakeDueVisits>().AddScoped<IDailyWork, MakeDueVisits>()
            .AddScoped<MyCareVisits>().AddScoped<RecordVisitOnSite>().AddScoped<RegisterCareVisit>().AddScoped<SetCareBudget>().AddScoped<TakeCareVisitStep>();
        services.AddScoped<CorrectDispute>().AddScoped<FindDisputes>().AddScoped<GetDispute>().AddScoped<GetSweepStatus>().AddScoped<RegisterDispute>().AddScoped<ReportSweep>().AddScoped<TakeDisputeStep>();
        services.AddScoped<IRecordDoor, GovernanceDoor>().AddScoped<CorrectGovernance>().AddScoped<FindGovernance>().AddScoped<GetGovernance>().AddScoped<MyGovernance>().AddScoped<RedrawLots>().AddScoped<RegisterGovernance>().AddScoped<TakeGovernanceStep>();
        services.AddScoped<CorrectConduct>().AddScoped<FindConduct>().AddScoped<RecordConduct>();
        services.AddScoped<CorrectDayVisit>().AddScoped<CorrectReceptionDay>().AddScoped<FindDayVisits>().AddScoped<FindReceptionDays>().AddScoped<GetReceptionDay>().AddScoped<PlanReceptionDay>()
            .AddScoped<RecordDayVisit>().AddScoped<TakeDayVisitStep>().AddScoped<TakeReceptionDayStep>();
        services.AddScoped<IRecordDoor, BenefitDoor>().AddScoped<BenefitsForDeath>().AddScoped<CalculateBenefit>().AddScoped<CorrectBenefit>().AddScoped<FindBenefits>().AddScoped<GetBenefit>().AddScoped<ImportBenefit>()
            .AddScoped<IssueBenefitPaper>().AddScoped<LoadBenefit>().AddScoped<MyBenefits>().AddScoped<OpenPensionBatch>().AddScoped<RecordBenefitPeople>().AddScoped<RegisterBenefit>().AddScoped<SetBenefitRule>()
            .AddScoped<SettleOldAgeReminder>().AddScoped<TakeBenefitStep>().AddScoped<TickBenefitPapers>().AddScoped<IDailyWork, ExpireObjections>().AddScoped<IDailyWork, RemindOldAge>();
        services.AddScoped<ExportBook>().AddScoped<ImportBenefits>().AddScoped<ImportCareVisits>().AddScoped<ImportGovernance>().AddScoped<ImportPetitions>().AddScoped<ImportReceptions>().AddScoped<ImportRoster>();
        services.AddScoped<CadreLifeLine>().AddScoped<RegisterVisit>().AddScoped<SuggestAtDesk>().AddScoped<FindSources>().AddScoped<TakeCadreStep>().AddScoped<TurnReceptionToService>().AddScoped<TurnVisitRequest>().AddScoped<TurnDayVisit>().AddScoped<TurnDispute>().AddScoped<TurnReception>();
        services.AddScoped<AnnualDocument>().AddScoped<AnnualReport>().AddScoped<AnnualWorkbook>().AddScoped<ChangeReportText>().AddScoped<CompareReports>().AddScoped<CountAccusations>().AddScoped<CountRates>().AddScoped<Dashboard>().AddScoped<ExportLedger>().AddScoped<FillOutbox>()
            .AddScoped<FindClosings>().AddScoped<LoadFacts>().AddScoped<MonthlySummary>().AddScoped<MonthlyWorkbook>().AddScoped<NextMonth>().AddScoped<ReadReportTexts>().AddScoped<SeeRecords>().AddScoped<TakeClosingStep>().AddScoped<WriteReport>().AddScoped<YearAgainstMonths>().AddScoped<IDailyWork, FillOutbox>().AddScoped<IRecordDoor, ClosingDoor>();
        foreach (var book in OfficeLedgers.All)
        {
            services.AddScoped(book.Ledger).AddScoped(sp => (Ledger)sp.GetRequiredService(book.Ledger));
        }

        services.AddScoped<LoadDemonstration>();
        return services;
    }

    /// <summary>Binds a section once; a wrong setting stops the start with its name.</summary>
    public static T Bind<T>(IConfiguration configuration, string section) where T : class, new()
    {
        var settings = configuration.GetSection(section);
        var known = typeof(T).GetProperties().Where(p => p.CanWrite).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings.GetChildren())
        {
            if (!known.TryGetValue(setting.Key, out var property))
            {
                throw new RefusedException($"设置 {section}:{setting.Key} 不存在，可用的名称：{string.Join("、", known.Keys)}");
            }

            try
            {
                setting.Get(property.PropertyType);
            }
            catch (InvalidOperationException)
            {
                throw new RefusedException($"设置 {section}:{property.Name} 有误：“{setting.Value}”不能用作此项的值，请参照 appsettings.sample.json");
            }
        }

        var options = settings.Get<T>() ?? new T();
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? options
            : throw new RefusedException([.. results.Select(r => new Reason($"设置 {section}:{r.MemberNames.FirstOrDefault()} 有误：{r.ErrorMessage}"))]);
    }

    private static TimeZoneInfo Zone(OfficeOptions office) => TimeZoneInfo.TryFindSystemTimeZoneById(office.TimeZone, out var zone)
        ? zone
        : throw new RefusedException($"设置 {OfficeOptions.Section}:{nameof(OfficeOptions.TimeZone)} 有误：没有名为 {office.TimeZone} 的时区");
}
