using System.Globalization;
using CaseTracker.Accounts;
using CaseTracker.Bureau;
using CaseTracker.Calendar;
using CaseTracker.Clocks;
using CaseTracker.Crypto;
using CaseTracker.Data;
using CaseTracker.History;
using CaseTracker.Operations;
using CaseTracker.People;
using CaseTracker.Petitions;
using CaseTracker.Search;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CaseTracker.Benchmarks;

/// <summary>
/// An installation on SQLite with so many petitions of the last twelve months, with their people, demands, events, audit links, protected values and search words; invented, the same for the same day and number.
/// A seventh of them is open, some fifty with each handler; 83 in 1,000 were registered in the last whole month.
/// </summary>
internal sealed class SeededOffice
{
    public const string Password = "一句好记的话 correct horse 2025";

    /// <summary>In 1 case of 100 and in 1 of 10,000.</summary>
    public const string CommonWord = "拖欠工程款", RareWord = "噪音扰民";

    public const string Clerk = "接访甲", PetitionUnit = "信访甲", Leader = "分管甲", Handler = "承办0";

    public const string Category = "010500", Place = "420117";

    private const int Chunk = 1_000;
    private const int Waiting = 20;
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    private const string Given = "明华丽军强敏静磊洋艳勇杰娟涛超霞平刚桂英兰建国玉珍志伟秀春红文海";

    private readonly int petitions;
    private readonly DateOnly today;
    private readonly List<DateOnly> otherDays;
    private readonly List<Department> departments = [];
    private readonly Dictionary<string, User> users = new(StringComparer.Ordinal);

    private SeededOffice(int petitions, DateOnly today)
    {
        (this.petitions, this.today) = (petitions, today);
        otherDays = [.. Enumerable.Range(1, 365).Select(d => today.AddDays(-d)).Where(d => d < MonthFrom || d > MonthTo)];
    }

    /// <summary>The month of the ledger: the last whole one.</summary>
    public DateOnly MonthFrom => new DateOnly(today.Year, today.Month, 1).AddMonths(-1);

    public DateOnly MonthTo => new DateOnly(today.Year, today.Month, 1).AddDays(-1);

    public int MonthRows => Enumerable.Range(0, petitions).Count(InMonth);

    /// <summary>A token for the API, of the 信访机构.</summary>
    public string Token { get; private set; } = "";

    private int Handlers => Math.Max(2, petitions / 250);

    public static string NameOf(int person) => $"{Surnames[person % 20]}{Given[person / 20 % Given.Length]}{Given[person / (20 * Given.Length) % Given.Length]}";

    public static string PhoneOf(int person) => $"139{person:00000000}";

    public static string AddressOf(int person) => $"邾城街虚构路{person}号";

    /// <summary>An identity number with a right check digit (GB 11643).</summary>
    public static string IdNumberOf(int person)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{Place}{1950 + (person / 336 % 50)}{1 + (person / 28 % 12):00}{1 + (person % 28):00}{person / 16_800 % 1000:000}");
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (body[i] - '0') * ((1 << (17 - i)) % 11);
        }

        return body + "10X98765432"[sum % 11];
    }

    /// <summary>Four petitions come from one person.</summary>
    public static int PersonOf(int n) => n / 4;

    public string NumberOf(int n) => $"XF{Place}{ReceivedOn(n).Year}{n:000000}";

    /// <summary>Opens the installation in a folder, and fills it when it is new. Nothing holds its files afterwards.</summary>
    public static async Task<SeededOffice> OpenAsync(string folder, int petitions)
    {
        SeededOffice office;
        await using (var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddCaseTracker(new ConfigurationBuilder().Build(), new Installation(folder)).BuildServiceProvider())
        {
            await services.GetRequiredService<OpenInstallation>().ExecuteAsync(CancellationToken.None);
            office = new SeededOffice(petitions, services.GetRequiredService<OfficeClock>().Today);
            if (!await InScopeAsync(services, s => s.GetRequiredService<CaseDb>().Users.AnyAsync()))
            {
                await office.FillAsync(services);
            }

            office.Token = await InScopeAsync(services, async s =>
            {
                var owner = await s.GetRequiredService<CaseDb>().Users.Where(u => u.UserName == PetitionUnit).Select(u => u.Id).SingleAsync();
                return (await s.GetRequiredService<CreateToken>().ExecuteAsync(new CreateToken.Command { UserId = owner, Name = "测速", Days = 1 }, Actor.System, CancellationToken.None)).Token;
            });
        }

        SqliteConnection.ClearAllPools();
        return office;
    }

    private async Task FillAsync(ServiceProvider services)
    {
        await InScopeAsync(services, PeopleAsync);
        var (calendar, settings) = await InScopeAsync(services, async s =>
            (await s.GetRequiredService<LoadWorkCalendar>().ExecuteAsync(CancellationToken.None), (await s.GetRequiredService<CaseDb>().BureauAsync(CancellationToken.None)).Clocks));
        for (var from = 0; from < petitions; from += Chunk)
        {
            var first = from;
            await InScopeAsync(services, s =>
            {
                var db = s.GetRequiredService<CaseDb>();
                db.ChangeTracker.AutoDetectChangesEnabled = false; // once for all rows of the chunk, not once a row
                return db.WriteAsync(async () =>
                {
                    for (var n = first; n < Math.Min(first + Chunk, petitions); n++)
                    {
                        await AddAsync(n, s, calendar, settings);
                    }

                    return true;
                });
            });
        }

        await ProposeAsync(services);
    }

    private Task<bool> PeopleAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<CaseDb>();
        var identity = services.GetRequiredService<UserManager<User>>();
        return db.WriteAsync(() =>
        {
            departments.AddRange(Enumerable.Range(0, 11).Select(d => new Department { Id = Guid.NewGuid(), Name = d == 0 ? "信访办公室" : $"业务{d}科", IsPetitionOffice = d == 0, Rank = d }));
            db.AddRange(departments);
            Add(Clerk, departments[0], Role.RC);
            Add(PetitionUnit, departments[0], Role.XF);
            Add(Leader, null);
            db.AddRange(departments.Select(d => new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = d.Id, UserId = users[Leader].Id, Post = DepartmentPost.LeaderInCharge, From = today.AddYears(-2) }));
            for (var h = 0; h < Handlers; h++)
            {
                Add($"承办{h}", departments[1 + (h % 10)], Role.CW);
            }

            return Task.FromResult(true);
        });

        void Add(string name, Department? department, params Role[] roles)
        {
            var user = new User { Id = Guid.NewGuid(), UserName = name, Name = name, DepartmentId = department?.Id, LockoutEnabled = true, SecurityStamp = Guid.NewGuid().ToString("N") };
            user.NormalizedUserName = identity.NormalizeName(name);
            user.PasswordHash = users.Count == 0 ? identity.PasswordHasher.HashPassword(user, Password) : users[Clerk].PasswordHash;
            users.Add(name, user);
            db.Add(user);
            db.AddRange(roles.Select(r => new RoleGrant { Id = Guid.NewGuid(), UserId = user.Id, Role = r, From = today.AddYears(-2) }));
        }
    }

    private async Task AddAsync(int n, IServiceProvider services, WorkCalendar calendar, ClockSettings settings)
    {
        var (db, values) = (services.GetRequiredService<CaseDb>(), services.GetRequiredService<ProtectedValues>());
        var random = new Random(n);
        var (received, age, person) = (ReceivedOn(n), today.DayNumber - ReceivedOn(n).DayNumber, PersonOf(n));
        var isHandled = age > 10;
        var isDone = age > 40 && n % 33 != 0;
        var handler = isHandled ? users[$"承办{n % Handlers}"] : null;
        var clerk = users[Clerk];
        var petition = new Petition
        {
            Id = Guid.NewGuid(),
            Number = NumberOf(n),
            Version = 1,
            TableVersion = PetitionWorkflow.Engine.Version,
            Channel = n % 3 == 0 ? Channel.Letter : Channel.Visit,
            Source = PetitionSource.Direct,
            Purpose = Purpose.Resolve,
            Kind = PetitionKind.Claim,
            Title = $"反映{LedgerBenchmark.Word(random, 12)}",
            Summary = $"反映{LedgerBenchmark.Word(random, 26)}{(n % 100 == 7 ? CommonWord : n % 10_000 == 77 ? RareWord : "有关")}{LedgerBenchmark.Word(random, 36)}等问题，要求核实并答复。",
            CategoryId = Category,
            PlaceId = Place,
            ReceivedOn = received,
            PetitionedOn = received,
            RegisteredOn = received,
            RegisteredAt = received.ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc).AddSeconds(n % 20_000),
            RegisteredById = clerk.Id,
            RegisteredByName = clerk.Name,
            MainName = NameOf(person),
            DepartmentId = handler?.DepartmentId ?? departments[0].Id,
            HandlerId = handler?.Id,
            HandlerName = handler?.Name,
            Route = isHandled ? Route.R6 : null,
            NoticeOn = isHandled ? received.AddDays(8) : null,
            AcceptedOn = isHandled ? received.AddDays(8) : null,
            Outcome = isDone ? Outcome.Explained : null,
            Opinion = isDone ? LedgerBenchmark.Word(random, 60) : null,
            SignedOn = isDone ? received.AddDays(35) : null,
            DeliveredOn = isDone ? received.AddDays(38) : null,
        };
        ((ICase<PetitionState>)petition).State = isDone ? PetitionState.Archived : isHandled ? PetitionState.Handling : PetitionState.Registered;
        petition.Petitioners.Add(new Petitioner
        {
            Id = Guid.NewGuid(),
            PetitionId = petition.Id,
            Position = 1,
            Name = NameOf(person),
            PersonId = Person(person, isFirst: n % 4 == 0),
            DeliveredOn = petition.DeliveredOn,
            IdNumberId = values.Keep(Petition.Kinds, petition.Id, ProtectedField.IdNumber, IdNumberOf(person)),
            PhoneId = values.Keep(Petition.Kinds, petition.Id, ProtectedField.Phone, PhoneOf(person)),
            AddressId = values.Keep(Petition.Kinds, petition.Id, ProtectedField.Address, AddressOf(person)),
        });
        petition.Demands.Add(new DemandItem { Id = Guid.NewGuid(), PetitionId = petition.Id, Position = 1, Text = petition.Summary });
        petition.Clocks = CountClocks.Of(petition, calendar, settings, today);
        CountClocks.Cache(petition);
        db.Add(petition);
        db.Trace(petition, By(clerk), petition.RegisteredAt, new Act(PetitionStep.Register.Kebab(), PetitionStep.Register.Display(), received) { From = PetitionState.Draft.ToString(), To = PetitionState.Registered.ToString(), TableVersion = petition.TableVersion });
        await services.GetRequiredService<SearchIndex>().PutAsync(Petition.Kinds, petition.Id, PetitionSearch.TextOf(petition), CancellationToken.None);

        // His id is made of his number, so that his later petitions find him in another chunk.
        Guid Person(int number, bool isFirst)
        {
            var id = new Guid(number, 0x4B54, 0x4E00, 0x80, 0, 0, 0, 0, 0, 0, 1);
            if (isFirst)
            {
                var known = new Person
                {
                    Id = id,
                    Version = 1,
                    Name = NameOf(number),
                    NormalName = PersonName.Key(NameOf(number)),
                    IdNumberId = values.Keep(People.Person.Kind, id, ProtectedField.IdNumber, IdNumberOf(number)),
                    PhoneId = values.Keep(People.Person.Kind, id, ProtectedField.Phone, PhoneOf(number)),
                    AddressId = values.Keep(People.Person.Kind, id, ProtectedField.Address, AddressOf(number)),
                };
                db.Add(known);
                db.Trace(known, By(clerk), petition.RegisteredAt, new Act("register", "登记", received));
            }

            return id;
        }
    }

    /// <summary>Some acceptances that wait for the leader in charge.</summary>
    private async Task ProposeAsync(ServiceProvider services)
    {
        var numbers = Enumerable.Range(0, petitions).Where(n => today.DayNumber - ReceivedOn(n).DayNumber <= 10).Take(Waiting).Select(NumberOf).ToList();
        foreach (var number in numbers)
        {
            await InScopeAsync(services, async s =>
            {
                var actor = (await s.GetRequiredService<LoadActor>().ExecuteAsync(users[PetitionUnit].Id, CancellationToken.None))!;
                s.GetRequiredService<CurrentActor>().Become(actor);
                var data = StepData.Of((PetitionWorkflow.On, today), ("route", Route.R6), ("withinPowers", true));
                return await s.GetRequiredService<TakePetitionStep>().ExecuteAsync(new TakePetitionStep.Command(number, PetitionStep.Accept, data), actor, CancellationToken.None);
            });
        }
    }

    private static bool InMonth(int n) => n % 1_000 < 83;

    private DateOnly ReceivedOn(int n) => InMonth(n) ? MonthFrom.AddDays(n * 7 % (MonthTo.Day)) : otherDays[(int)(n * 7919L % otherDays.Count)];

    private static Actor By(User user) => new(user.Id, user.Name, []);

    private static async Task<T> InScopeAsync<T>(ServiceProvider services, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Become(Actor.System);
        return await work(scope.ServiceProvider);
    }
}
