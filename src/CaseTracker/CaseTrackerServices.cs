using System.ComponentModel.DataAnnotations;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Bureau;
using CaseTracker.Cadres;
using CaseTracker.Calendar;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.Drafts;
using CaseTracker.Handovers;
using CaseTracker.History;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Receptions;
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
        services.AddSingleton(Bind<KeyOptions>(configuration, KeyOptions.Section));
        services.AddSingleton(sp => new OfficeClock(sp.GetRequiredService<TimeProvider>(), Zone(office)));

        services.AddPooledDbContextFactory<CaseDb>(o => o.UseCaseDatabase(database, installation));
        services.AddScoped<CurrentActor>();
        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<CaseDb>>().CreateDbContext().For(Viewer.Nobody));
        services.AddSingleton<Migrator>().AddSingleton<OpenKeys>();
        services.AddSingleton(sp => sp.GetRequiredService<OpenKeys>().ExecuteAsync(CancellationToken.None).GetAwaiter().GetResult());
        services.AddSingleton<IWriteParticipant, RecordChanges>().AddSingleton<IWriteParticipant, AuditChain>();
        services.AddSingleton<IAfterMigration, AppendOnly>();

        services.AddScoped<RecognizeCadre>().AddScoped<RegisterCadre>().AddScoped<UpdateCadre>().AddScoped<VoidCadre>();
        services.AddScoped<IRecordDoor, ReceptionDoor>().AddScoped<AnswerReception>().AddScoped<CorrectReception>().AddScoped<FindEarlierVisits>().AddScoped<FindReceptions>().AddScoped<GetReception>()
            .AddScoped<KeepVisitors>().AddScoped<MergeReceptions>().AddScoped<ReceptionLedger>().AddScoped<RegisterReception>().AddScoped<TakeReceptionStep>().AddScoped<VoidReception>();
        services.AddSingleton<IAfterMigration, BuiltInCalendar>().AddSingleton<CalendarCache>();
        services.AddScoped<LoadWorkCalendar>().AddScoped<ImportCalendarYear>().AddScoped<ConfirmCalendarYear>().AddScoped<ListCalendarYears>().AddScoped<ShowCalendarYear>();
        services.AddAccounts();
        services.AddScoped<LoadActor>().AddScoped<AsKnownAt>().AddScoped<VerifyAudit>();
        services.AddScoped<RecordDoors>().AddScoped<ProtectedValues>();
        services.AddScoped<IRecordDoor, PersonDoor>().AddScoped<KeepPerson>().AddScoped<MatchPersons>().AddScoped<RevealValue>().AddScoped<VoidPerson>();
        services.AddSingleton<AttachmentStore>().AddScoped<AddAttachment>().AddScoped<FindAttachments>().AddScoped<OpenAttachment>();
        services.AddScoped<KeepDraft>().AddScoped<TakeDraft>().AddScoped<DropDraft>();
        services.AddSingleton<IAfterMigration, EnsureSearchIndex>().AddScoped<SearchIndex>();
        services.AddSingleton(sp => Bind<AutoMapperOptions>(configuration, AutoMapperOptions.Section).ProjectionMappings(sp.GetRequiredService<ILoggerFactory>()));

        services.AddSingleton<IAfterMigration, BuiltInCodes>().AddScoped<ChangeSettings>().AddScoped<ChangeCode>();
        services.AddSingleton(new SearchKind(Petition.Kinds));
        services.AddScoped<IRecordDoor, PetitionDoor>().AddScoped<LoadPetition>().AddScoped<CountClocks>().AddScoped<RegisterPetition>().AddScoped<TakePetitionStep>();
        services.AddScoped<FindPetitions>().AddScoped<FindEarlierCases>().AddScoped<GetPetition>().AddScoped<MyWork>().AddScoped<PetitionLedger>();
        services.AddScoped<LapsePetitions>().AddScoped<RecomputeClocks>();
        services.AddScoped<RecountLimits>(sp => (_, _, after, apply, cancel) =>
            sp.GetRequiredService<RecomputeClocks>().OnCalendarAsync(after, apply, sp.GetRequiredService<CurrentActor>().Actor, cancel));
        services.AddScoped<RegisterVisit>().AddScoped<SuggestAtDesk>().AddScoped<TurnReception>();
        return services;
    }

    /// <summary>Binds a section once; a wrong setting stops the start with its name.</summary>
    public static T Bind<T>(IConfiguration configuration, string section) where T : class, new()
    {
        T options;
        try
        {
            options = configuration.GetSection(section).Get<T>(o => o.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new RefusedException($"设置 {section} 有误：{wrong.InnerException?.Message ?? wrong.Message}");
        }

        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? options
            : throw new RefusedException([.. results.Select(r => new Reason($"设置 {section}:{r.MemberNames.FirstOrDefault()} 有误：{r.ErrorMessage}"))]);
    }

    private static TimeZoneInfo Zone(OfficeOptions office) => TimeZoneInfo.TryFindSystemTimeZoneById(office.TimeZone, out var zone)
        ? zone
        : throw new RefusedException($"设置 {OfficeOptions.Section}:{nameof(OfficeOptions.TimeZone)} 有误：没有名为 {office.TimeZone} 的时区");
}
