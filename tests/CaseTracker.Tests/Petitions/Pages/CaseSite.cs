using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseTracker.Tests.Petitions.Pages;

/// <summary>The whole site with an office in it: 信访机构, a department, and somebody in each role, who sign in for real or by the tests' short cut.</summary>
public sealed class CaseSite : IDisposable
{
    public const string Password = "一句好记的话 correct horse 2025";

    private readonly Dictionary<string, Guid> people = new(StringComparer.Ordinal);
    private readonly bool served;

    /// <param name="served">On a real port, for a browser.</param>
    public CaseSite(bool served = false, bool realSignIn = false)
    {
        this.served = served;
        Site = new TestSite { RealSignIn = realSignIn };
        if (served)
        {
            Site.UseKestrel(0);
            Site.StartServer();
        }

        Guid petitionUnit = Guid.Empty, economy = Guid.NewGuid();
        Wait(Site.DbAsync(async db =>
        {
            petitionUnit = await db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).FirstAsync(); // made at the first start
            db.Add(new Department { Id = economy, Name = "经济运行科", Rank = 2 });
            db.Add(new StoredSettings { Id = StoredSettings.TheOne, Version = 1, Json = CanonicalJson.Of(new BureauSettings { Phone = "000-00001234" }) }); // notices must name a telephone
            return await db.SaveChangesAsync();
        }));
        Add("王登记", petitionUnit, Role.RC);
        Add("赵登记", petitionUnit, Role.RC);
        Add("李信访", petitionUnit, Role.XF);
        Add("陈承办", economy, Role.CW);
        Add("郑科长", economy);
        Add("冯分管", null);
        Add("钱局长", null, Role.DG);
        Add("孙档案", petitionUnit, Role.AR);
        Add("韩纪检", null, Role.JW);
        Add("系统", null, Role.SA);
        Add("审计", null, Role.AUD);
        Wait(Site.DbAsync(async db =>
        {
            db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = economy, UserId = people["郑科长"], Post = DepartmentPost.Head, From = new DateOnly(2020, 1, 1) });
            db.AddRange(new[] { petitionUnit, economy }.Select(d => new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = d, UserId = people["冯分管"], Post = DepartmentPost.LeaderInCharge, From = new DateOnly(2020, 1, 1) }));
            return await db.SaveChangesAsync();
        }));
    }

    public TestSite Site { get; }

    public string Address => Site.ClientOptions.BaseAddress.ToString();

    public DateOnly Today => Site.Services.GetRequiredService<OfficeClock>().Today;

    public Guid IdOf(string name) => people[name];

    /// <summary>A client signed in by the short cut.</summary>
    public HttpClient As(string name)
    {
        var client = Site.Visitor();
        client.DefaultRequestHeaders.Add("X-Test-User", people[name].ToString());
        return client;
    }

    /// <summary>A program of somebody's, with a token of his.</summary>
    public async Task<HttpClient> ProgramAsync(string name)
    {
        var client = await Site.ProgramAsync(people[name]);
        client.BaseAddress = served ? Site.ClientOptions.BaseAddress : client.BaseAddress;
        return client;
    }

    /// <summary>A browser at somebody's desk, signed in for real.</summary>
    public async Task<IPage> SignInAsync(Browser browser, string name)
    {
        var context = await browser.OpenAsync(Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.FillAsync("#Input_Account", name);
        await page.FillAsync("#Input_Password", Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("h1 >> text=我的工作");
        return page;
    }

    public async Task<T> DoAsync<T>(string who, Func<IServiceProvider, CaseTracker.Accounts.Actor, Task<T>> work)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(CaseTracker.Accounts.Actor.System);
        var actor = (await scope.ServiceProvider.GetRequiredService<LoadActor>().ExecuteAsync(people[who], default))!;
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
        return await work(scope.ServiceProvider, actor);
    }

    public static RegisterPetition.Command Letter(string name = "刘桂英", string summary = "反映原区属机械厂改制安置补偿未兑现，要求落实补差待遇。") => new()
    {
        Channel = Channel.Letter,
        Purpose = Purpose.Resolve,
        Summary = summary,
        CategoryId = PetitionOffice.SomeCategory,
        PlaceId = "420117",
        Petitioners = [new() { Name = name, IdNumber = "11010519491231002X", Phone = "13800005678", Address = "武汉市新洲区邾城街虚构路1号" }],
    };

    public async Task<string> RegisterAsync(RegisterPetition.Command? command = null, string by = "王登记") =>
        (await DoAsync(by, (s, actor) => s.GetRequiredService<RegisterPetition>().ExecuteAsync(command ?? Letter(), actor, default))).Number;

    public Task<TakePetitionStep.Done> StepAsync(string by, string number, PetitionStep step, params (string, object?)[] data) =>
        DoAsync(by, (s, actor) => s.GetRequiredService<TakePetitionStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));

    public Task<TakePetitionStep.Done> ApproveAsync(string by, string number) => DoAsync(by, async (s, actor) =>
    {
        var view = await s.GetRequiredService<GetPetition>().ExecuteAsync(number, actor, default);
        return await s.GetRequiredService<TakePetitionStep>().DecideAsync(number, view.Approvals.Last(a => a.Approval.State == ApprovalState.Pending).Approval.Id, ApprovalStep.Approve, StepData.Of(("opinion", "同意")), null, null, actor, default);
    });

    /// <summary>Takes a petition to 办理中 with 陈承办.</summary>
    public async Task<string> HandledAsync(RegisterPetition.Command? command = null)
    {
        var number = await RegisterAsync(command);
        await StepAsync("李信访", number, PetitionStep.Accept, ("on", Today), ("route", Route.R6), ("withinPowers", true));
        await ApproveAsync("冯分管", number);
        await StepAsync("李信访", number, PetitionStep.Assign, ("department", "经济运行科"), ("handler", "陈承办"));
        return number;
    }

    public async Task<string> DraftedAsync(RegisterPetition.Command? command = null)
    {
        var number = await HandledAsync(command);
        await StepAsync("陈承办", number, PetitionStep.Investigate, ("on", Today), ("place", "机械厂留守处"), ("investigators", new[] { "陈承办", "吴承办" }), ("record", "查阅改制档案。"));
        await StepAsync("陈承办", number, PetitionStep.SubmitOpinion, ("outcome", Outcome.Supported), ("opinion", "予以支持。"), ("basis", "区委专题办公会议纪要"), ("performer", "经济运行科"), ("performBy", Today.AddDays(30)));
        return number;
    }

    public void Dispose() => Site.Dispose();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    public void Add(string name, Guid? department, params Role[] roles) =>
        people[name] = Site.AddUser(roles, name, name, Password, u => u.DepartmentId = department);
}
