using System.Text;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Audit;
using CaseTracker.Books;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Data;
using CaseTracker.Handovers;
using CaseTracker.Petitions;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Demo;

/// <summary>Tells the story of the office act by act, in the order of time, so that events and audit chain grow as they would have grown.</summary>
internal sealed class DemoStory(IServiceProvider services, CaseDb db, DemoClock time, TimeZoneInfo zone, DateOnly today, string passwordHash, CancellationToken cancel)
{
    private static readonly DateOnly Opening = new(2024, 1, 2);

    private readonly PriorityQueue<Func<Task>, (DateTime At, int Order)> acts = new();
    private readonly Dictionary<string, Actor> people = new(StringComparer.Ordinal);
    private WorkCalendar calendar = null!;
    private int order;

    public async Task TellAsync()
    {
        time.MoveTo(Utc(Opening.ToDateTime(new TimeOnly(8, 0))));
        db.For(Viewer.System);
        calendar = await services.GetRequiredService<LoadWorkCalendar>().ExecuteAsync(cancel);
        await OpenAsync();
        new DemoRetirees(this, today).Plan();
        new DemoCases(this, today).Plan();
        new DemoPrevention(this, today).Plan();
        new DemoGovernance(this, today).Plan();
        while (acts.TryDequeue(out var act, out var when))
        {
            time.MoveTo(when.At);
            await act();
            await db.FlushAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    public DateOnly Today => today;

    /// <summary>The working day on or before a day.</summary>
    public DateOnly Workday(DateOnly day)
    {
        while (!(calendar.IsWorkday(day) ?? day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>Puts an act into the story; what lies after yesterday does not happen.</summary>
    public void At(DateTime local, Func<Task> act)
    {
        if (DateOnly.FromDateTime(local) < today)
        {
            acts.Enqueue(act, (Utc(local), order++));
        }
    }

    public Task<RegisterVisit.Done> VisitAsync(string clerk, RegisterVisit.Command command) => As(clerk, actor => services.GetRequiredService<RegisterVisit>().ExecuteAsync(command, actor, cancel));

    public Task<RegisterPetition.Registered> RegisterAsync(string clerk, RegisterPetition.Command command) => As(clerk, actor => services.GetRequiredService<RegisterPetition>().ExecuteAsync(command, actor, cancel));

    public Task StepAsync(string who, string number, PetitionStep step, params (string, object?)[] data) =>
        As(who, actor => services.GetRequiredService<TakePetitionStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, cancel));

    /// <summary>Approves what waits on the petition.</summary>
    public Task ApproveAsync(string who, string number) => As(who, async actor =>
    {
        var petition = await db.Petitions.Where(p => p.Number == number).Select(p => p.Id).FirstAsync(cancel);
        db.Opened.Add(petition);
        var approval = await db.Approvals.Where(a => a.SubjectId == petition && a.State == ApprovalState.Pending).Select(a => a.Id).FirstAsync(cancel);
        return await services.GetRequiredService<TakePetitionStep>().DecideAsync(number, approval, ApprovalStep.Approve, StepData.Of(("opinion", "同意。")), null, null, actor, cancel);
    });

    /// <summary>The day on which a delivered case lapses, as counted.</summary>
    public Task<DateOnly?> LapsesOnAsync(string number) => db.Petitions.IgnoreQueryFilters().AsNoTracking().Where(p => p.Number == number).Select(p => p.LapsesOn).FirstAsync(cancel);

    public async Task LapseAsync(string number, DateOnly day)
    {
        db.For(Viewer.System);
        var petition = await services.GetRequiredService<LoadPetition>().ChangeAsync(number, null, cancel);
        if (petition.State != PetitionState.Concluded)
        {
            return; // a review was asked for in time
        }

        await services.GetRequiredService<TakePetitionStep>().FireByTimeAsync(petition, PetitionStep.Lapse, day, cancel);
    }

    public Task AttachAsync(string who, string number, AttachmentKind kind, string name) => As(who, async actor =>
    {
        var id = await db.Petitions.AsNoTracking().Where(p => p.Number == number).Select(p => p.Id).FirstAsync(cancel);
        return await services.GetRequiredService<AddAttachment>().ExecuteAsync(new AddAttachment.Command
        {
            RecordKind = Petition.Kinds,
            RecordId = id,
            Kind = kind,
            Files = [new AddAttachment.Upload(name, Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))],
        }, actor, cancel);
    });

    public Task ImportAsync(string who, string csv) => As(who, actor => services.GetRequiredService<ImportPetitions>().ExecuteAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "旧台账.csv"), actor, cancel));

    /// <summary>Somebody calls a use case; what it wrote can be read by the next one of the same act.</summary>
    public Task<T> DoAsync<T>(string who, Func<IServiceProvider, Actor, Task<T>> act) => As(who, actor => act(services, actor));

    private async Task<T> As<T>(string who, Func<Actor, Task<T>> act)
    {
        var actor = people[who];
        db.For(actor.Viewer); // nothing is pending between two acts
        var done = await act(actor);
        await db.FlushAsync(cancel); // the next may read what this one wrote
        return done;
    }

    private async Task OpenAsync()
    {
        await services.GetRequiredService<ChangeSettings>().ExecuteAsync(new(new BureauSettings
        {
            Name = DemoOffice.Name,
            ShortName = DemoOffice.ShortName,
            OrganCode = DemoOffice.OrganCode,
            DistrictCode = DemoOffice.DistrictCode,
            ReviewOrgan = "江城市云溪区人民政府或江城市经济和信息化局（虚构）",
            Phone = "000-00001234",
            Address = "云溪区虚构大道1号",
            SweepFrom = new DateOnly(today.Year, today.Month, 1).AddMonths(-2),
            IsDemonstration = true,
        }, 0), Actor.System, cancel);
        var departments = DemoOffice.Departments.Select((d, i) => new Department { Id = Guid.NewGuid(), Name = d.Name, IsPetitionOffice = d.Name == DemoOffice.PetitionUnit, IsRetireeOffice = d.Name == DemoOffice.RetireeUnit, Rank = i + 1 }).ToDictionary(d => d.Name);
        db.AddRange(departments.Values);
        db.AddRange(DemoOffice.Places.Select((p, i) => new Code { List = CodeList.Place, Id = p.Id, Name = p.Name, ParentId = i == 0 ? null : DemoOffice.DistrictCode, Rank = i }));
        var users = DemoOffice.People.Select(p => new User
        {
            Id = Guid.NewGuid(),
            UserName = p.Account,
            NormalizedUserName = p.Account.ToUpperInvariant(),
            Name = p.Name,
            Post = p.Post,
            DepartmentId = p.Department is { } d ? departments[d].Id : null,
            PasswordHash = passwordHash,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString(),
        }).ToDictionary(u => u.Name);
        db.AddRange(users.Values);
        db.AddRange(DemoOffice.People.SelectMany(p => p.Roles.Select(r => new RoleGrant { Id = Guid.NewGuid(), UserId = users[p.Name].Id, Role = r, From = Opening })));
        foreach (var (name, head, leader, _) in DemoOffice.Departments)
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = departments[name].Id, UserId = users[head].Id, Post = DepartmentPost.Head, From = Opening });
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = departments[name].Id, UserId = users[leader].Id, Post = DepartmentPost.LeaderInCharge, From = Opening });
        }

        db.Add(new Cover { Id = Guid.NewGuid(), AbsentUserId = users["武思源"].Id, CoveringUserId = users["卓启文"].Id, From = today.AddDays(-2), To = today.AddDays(12), Reason = "外出学习" });
        AuditLog.Add(db, Actor.System, services.GetRequiredService<OfficeClock>().Now, new AuditNote("load-demonstration", "installation", Guid.Empty) { Details = new { accounts = users.Count, departments = departments.Count } });
        await db.FlushAsync(cancel);
        db.ChangeTracker.Clear();
        foreach (var user in users.Values)
        {
            people[user.Name] = (await services.GetRequiredService<LoadActor>().ExecuteAsync(user.Id, cancel))!;
        }
    }

    private DateTime Utc(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone);
}
