using System.Text;
using System.Text.RegularExpressions;
using CaseTracker.Accounts;
using CaseTracker.Attachments;
using CaseTracker.Data;
using CaseTracker.Petitions;
using CaseTracker.Tests.Web;
using CaseTracker.Workflow;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseTracker.Tests.Petitions;

/// <summary>Two offices, alike but for accusations: whoever may not know of them is answered alike, letter for letter, by every route of the site.</summary>
public sealed partial class TwoWorldsTests(TwoWorldsTests.Worlds worlds) : IClassFixture<TwoWorldsTests.Worlds>
{
    private const string Hidden = "XFJ420117202500001";
    private const string Absent = "XFJ420117202600777";
    private const string Secret = "孤本独角";

    [Theory]
    [InlineData("陈承办")] // the accused
    [InlineData("吴承办")] // his unit
    [InlineData("郑科长")] // reports to whom he serves: the head of the unit
    [InlineData("赵登记")] // a clerk who did not register it
    [InlineData("冯分管")]
    [InlineData("钱局长")] // not named
    [InlineData("孙档案")]
    [InlineData("何督办")]
    [InlineData("系统员")]
    [InlineData("安全员")]
    [InlineData("审计员")]
    [InlineData("李信访")] // the 信访机构, where it is accused itself
    public async Task Every_route_answers_alike_with_and_without_an_accusation(string viewer)
    {
        var ofTheOffice = viewer == "李信访";
        var (without, with) = (await worlds.Without.Value, await (ofTheOffice ? worlds.AgainstTheOffice : worlds.AgainstTheHandler).Value);
        var (a, b) = (await without.CrawlAsync(viewer), await with.CrawlAsync(viewer));

        Assert.True(a.Count > 150, $"only {a.Count} requests");
        Assert.Equal(a.Keys.Order(), b.Keys.Order());
        foreach (var (path, answer) in a)
        {
            if (viewer == "审计员" && path.StartsWith("/admin/audit", StringComparison.Ordinal))
            {
                // The trail has links of them, under a pseudonym: no number, no word.
                Assert.DoesNotContain("XFJ", b[path].Replace(Hidden, "").Replace(Absent, ""));
                Assert.DoesNotContain(Secret, b[path]);
                continue;
            }

            Assert.True(answer == b[path], $"{viewer} {path} differs\n{Difference(answer, b[path])}");
        }

        Assert.True(with.Accusations > 0);
        Assert.Equal(a[$"/petitions/{Absent}"].Replace(Absent, "N"), b[$"/petitions/{Hidden}"].Replace(Hidden, "N"));
        Assert.Equal(a[$"POST /api/v1/petitions/{Absent}/steps/take-accusation"].Replace(Absent, "N"), b[$"POST /api/v1/petitions/{Hidden}/steps/take-accusation"].Replace(Hidden, "N"));
        Assert.DoesNotContain(b, v => !Asks(v.Key) && v.Value.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_split_letter_keeps_no_word_of_the_accusation_anywhere_for_others()
    {
        await using var world = await World.OpenAsync(w => w.SplitAsync());

        foreach (var viewer in new[] { "陈承办", "钱局长", "赵登记", "冯分管", "审计员", "何督办" })
        {
            foreach (var (path, answer) in await world.CrawlAsync(viewer))
            {
                Assert.False(!Asks(path) && answer.Contains(Secret, StringComparison.Ordinal), $"{viewer} reads the accusation at {path}");
            }
        }

        // Even the office that split it reads nothing of it on the ordinary case.
        foreach (var (path, answer) in (await world.CrawlAsync("李信访")).Where(p => p.Key.Contains(world.Letter!, StringComparison.Ordinal)))
        {
            Assert.False(answer.Contains(Secret, StringComparison.Ordinal), $"the ordinary case tells of the accusation at {path}");
            Assert.DoesNotContain("XFJ", answer);
        }

        var (left, moved) = await world.Site.DbAsync(async db =>
        {
            var cases = await db.Petitions.IgnoreQueryFilters().ToDictionaryAsync(p => p.Id);
            var files = await db.Attachments.IgnoreQueryFilters().ToListAsync();
            return (files.Count(f => cases[f.RecordId].Number == world.Letter), files.Count(f => cases[f.RecordId].IsConfidential));
        });
        Assert.Equal((0, 1), (left, moved));
        Assert.Equal("原信.pdf", await world.FileOfAccusationAsync());
    }

    // A page that was asked for the word repeats it in its search box.
    private static bool Asks(string path) => path.Contains(Uri.EscapeDataString(Secret), StringComparison.Ordinal);

    private static string Difference(string a, string b)
    {
        var at = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i], Math.Min(a.Length, b.Length));
        return $"without: {Cut(a)}\nwith:    {Cut(b)}";

        string Cut(string text) => text[Math.Max(0, at - 150)..Math.Min(text.Length, at + 250)];
    }

    /// <summary>The offices, each made once and only read by the tests.</summary>
    public sealed class Worlds : IAsyncDisposable
    {
        internal Lazy<Task<World>> Without { get; } = new(() => World.OpenAsync(_ => Task.CompletedTask));

        internal Lazy<Task<World>> AgainstTheHandler { get; } = new(() => World.OpenAsync(w => w.AccuseTheHandlerAsync()));

        internal Lazy<Task<World>> AgainstTheOffice { get; } = new(() => World.OpenAsync(w => w.AccuseTheOfficeAsync()));

        public async ValueTask DisposeAsync()
        {
            foreach (var world in new[] { Without, AgainstTheHandler, AgainstTheOffice }.Where(w => w.IsValueCreated))
            {
                await (await world.Value).DisposeAsync();
            }
        }
    }

    /// <summary>One office with its people, ordinary cases, and what a test puts between them.</summary>
    internal sealed partial class World : IAsyncDisposable
    {
        private readonly Dictionary<string, Guid> people = [];

        public TestSite Site { get; } = new();

        public int Accusations { get; private set; }

        public string? Letter { get; private set; }

        public static async Task<World> OpenAsync(Func<World, Task> secretly)
        {
            var w = new World();
            await w.StaffAsync();
            await w.RegisterAsync("刘桂英", "反映补差待遇", on: 3);
            var handled = await w.RegisterAsync("张建国", "反映拖欠工程款", on: 4);
            await w.StepAsync("李信访", handled, PetitionStep.Accept, ("on", "2025-03-05"), ("route", "r6"), ("withinPowers", true), ("contact", "李信访，027-00000000"));
            await w.DecideAsync("冯分管", handled);
            await secretly(w);
            await w.StepAsync("李信访", handled, PetitionStep.Assign, ("department", "经济运行科"), ("handler", "陈承办"));
            await w.RegisterAsync("王小明", "建议公开政策");
            return w;
        }

        public async Task AccuseTheHandlerAsync()
        {
            var first = await RegisterAsync("举报人甲", $"{Secret}收受礼金", $"{Secret}（陈承办）");
            Assert.Equal(Hidden, first);
            await StepAsync("李信访", first, PetitionStep.TakeAccusation, ("on", "2025-03-05"), ("handlers", new[] { "李信访", "韩纪检" }), ("accusedAccount", "陈承办"), ("note", Secret));
            await DecideAsync("韩纪检", first);
            await RegisterAsync("举报人乙", $"再次举报{Secret}", "陈承办");
            Accusations = 2;
        }

        public async Task AccuseTheOfficeAsync()
        {
            var number = await RegisterAsync("举报人丙", $"{Secret}压案不办", $"{Secret}、李信访");
            await StepAsync("韩纪检", number, PetitionStep.TakeAccusation, ("on", "2025-03-05"), ("handlers", new[] { "韩纪检" }), ("accusedAccount", "李信访"));
            Accusations = 1;
        }

        public async Task SplitAsync()
        {
            Letter = await RegisterAsync("混合人", $"要求补差；另举报{Secret}受贿", demands: $"补差\n查处{Secret}受贿\n公开档案");
            await StepAsync("王登记", Letter, PetitionStep.Correct, ("reason", $"补充{Secret}的职务"), ("note", $"{Secret}为股长"));
            var id = await Site.DbAsync(db => db.Petitions.IgnoreQueryFilters().Where(p => p.Number == Letter).Select(p => p.Id).FirstAsync());
            await AsAsync("李信访", (s, actor) => s.GetRequiredService<AddAttachment>().ExecuteAsync(new AddAttachment.Command { RecordKind = Petition.Kinds, RecordId = id, Kind = AttachmentKind.Letter, Files = [new("原信.pdf", "%PDF-1.4 x"u8.ToArray())] }, actor, default));
            await StepAsync("李信访", Letter, PetitionStep.SplitAccusation, ("demands", new[] { "2" }), ("accused", Secret), ("accusation", $"{Secret}受贿"), ("title", "补差"), ("summary", "要求补差、公开档案"));
        }

        public Task<string> FileOfAccusationAsync() => AsAsync("李信访", async (s, actor) =>
        {
            var db = s.GetRequiredService<CaseDb>();
            var accusation = await db.Petitions.Where(p => p.IsConfidential).Select(p => p.Id).SingleAsync();
            var file = Assert.Single(await s.GetRequiredService<FindAttachments>().ExecuteAsync(Petition.Kinds, accusation, actor, default));
            return (await s.GetRequiredService<OpenAttachment>().ExecuteAsync(file.Id, actor, default)).Name;
        });

        /// <summary>Every GET route with every number there is and is not, and the steps on the hidden number; masked of what changes by itself.</summary>
        public async Task<Dictionary<string, string>> CrawlAsync(string viewer)
        {
            var client = Site.Visitor();
            client.DefaultRequestHeaders.Add("X-Test-User", people[viewer].ToString());
            var numbers = await Site.DbAsync(db => db.Petitions.IgnoreQueryFilters().Where(p => !p.IsConfidential).Select(p => p.Number).OrderBy(n => n).ToListAsync());
            var documents = await Site.DbAsync(async db => (await db.Set<CaseTracker.Documents.IssuedDocument>().IgnoreQueryFilters().Select(d => d.Id).ToListAsync()).Select(d => d.ToString()).ToList());
            var answers = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var path in Paths([.. numbers, Hidden, Absent], Letter is null ? [] : documents))
            {
                using var answer = await client.GetAsync(path);
                answers[Guids().Replace(path, "G")] = await ToldAsync(answer, path);
            }

            foreach (var number in new[] { Hidden, Absent })
            {
                foreach (var step in Enum.GetValues<PetitionStep>())
                {
                    var path = $"/api/v1/petitions/{number}/steps/{step.Kebab()}";
                    using var answer = await client.PostAsync(path, new StringContent("""{"on":"2025-03-05"}""", Encoding.UTF8, "application/json"));
                    answers["POST " + path] = await ToldAsync(answer, path);
                }
            }

            return answers;
        }

        private IEnumerable<string> Paths(IReadOnlyList<string> numbers, IReadOnlyList<string> documents)
        {
            var routes = Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods || methods.HttpMethods.Count == 0 || methods.HttpMethods.Contains("GET"))
                .Where(e => !e.RoutePattern.Parameters.Any(p => p.IsCatchAll))
                .Select(e => e.RoutePattern.RawText!.Trim('/')).Where(r => !Assets().IsMatch(r)).Distinct().Order(StringComparer.Ordinal).ToList();
            foreach (var route in routes)
            {
                List<string> paths = [route];
                foreach (Match hole in Holes().Matches(route))
                {
                    var name = hole.Groups[1].Value;
                    IReadOnlyList<string> values = name switch
                    {
                        "number" => numbers,
                        "step" => ["accept", "correct", "merge", "take-accusation", "take", "answer"],
                        "position" or "status" => ["1", "404"],
                        "year" => ["2025"],
                        "handler" => ["", "export", "download"],
                        "id" => [Guid.Empty.ToString(), .. route.Contains("document", StringComparison.Ordinal) ? documents : []],
                        "name" => ["petition", "reception"],
                        _ => ["repeat", "v1"],
                    };
                    paths = [.. paths.SelectMany(p => values.Select(v => p.Replace(hole.Value, v, StringComparison.Ordinal)))];
                }

                foreach (var path in paths)
                {
                    yield return $"/{path.TrimEnd('/')}";
                    if (!route.Contains('{') || route.Contains("{handler", StringComparison.Ordinal))
                    {
                        yield return $"/{path.TrimEnd('/')}?words={Uri.EscapeDataString(Secret)}&q={Uri.EscapeDataString(Secret)}&text={Uri.EscapeDataString(Secret)}";
                        yield return $"/{path.TrimEnd('/')}?purpose=accuse&state=registered&openOnly=true&from=2025-01-01&to=2025-12-31";
                        yield return $"/{path.TrimEnd('/')}?words={Hidden}&from=2025-03-01&to=2025-03-31&name={Uri.EscapeDataString("举报人甲")}&number={Hidden}";
                    }
                }
            }
        }

        private static async Task<string> ToldAsync(HttpResponseMessage answer, string path)
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            var type = answer.Content.Headers.ContentType?.MediaType ?? "";
            var text = type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal) ? Encoding.UTF8.GetString(bytes) : Unzipped(bytes);
            return $"{(int)answer.StatusCode} {type} {answer.Headers.Location} {answer.Headers.ETag} {Masked(text)}";
        }

        // Of a book or a document what stands in it; its times are those of the packing.
        private static string Unzipped(byte[] bytes)
        {
            if (bytes is not [0x50, 0x4B, ..])
            {
                return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
            }

            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
            return string.Join('\n', zip.Entries.Where(e => !e.FullName.StartsWith("docProps", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()));
        }

        // The trail tells by which words somebody exported a list: here the tests' own.
        private static string Masked(string text) => Codes().Replace(Tokens().Replace(Guids().Replace(text, "G"), "T"), "Q").Replace($"words&quot;:&quot;{Secret}", "W", StringComparison.Ordinal);

        [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", RegexOptions.IgnoreCase)]
        private static partial Regex Guids();

        [GeneratedRegex("CfDJ8[\\w-]+|nonce=\"[^\"]+\"|0H[A-Z0-9]{11}(:\\w+)?|(?<=编号 )[0-9a-zA-Z:-]{8,}|(?<=\"size\":)\\d+|\"sha256\":\"\\w+\"|(?<=>)[0-9a-f]{6,16}(?=<)")]
        private static partial Regex Tokens();

        [GeneratedRegex("\\b[0-9A-Z]{4}[- ][0-9A-Z]{4}([- ][0-9A-Z]{4})*\\b")]
        private static partial Regex Codes();

        [GeneratedRegex("\\{([a-zA-Z]+)[^}]*\\}")]
        private static partial Regex Holes();

        [GeneratedRegex("\\.(css|js|svg|map|ico|png|woff2|gz|br)|^_|^lib/|sample")]
        private static partial Regex Assets();

        private async Task<string> RegisterAsync(string name, string summary, string? accused = null, string? demands = null, int on = 5) => (await AsAsync("王登记", (s, actor) => s.GetRequiredService<RegisterPetition>().ExecuteAsync(Stories.Letter(name) with
        {
            Purpose = accused is null ? Purpose.Resolve : Purpose.Accuse,
            Summary = summary,
            Accused = accused,
            Demands = demands,
            ReceivedOn = new DateOnly(2025, 3, on), // each its own day: cases of one day are listed by their random ids
        }, actor, default))).Number;

        private Task<TakePetitionStep.Done> StepAsync(string by, string number, PetitionStep step, params (string, object?)[] data) =>
            AsAsync(by, (s, actor) => s.GetRequiredService<TakePetitionStep>().ExecuteAsync(new(number, step, StepData.Of(data)), actor, default));

        private Task<TakePetitionStep.Done> DecideAsync(string by, string number) => AsAsync(by, async (s, actor) =>
        {
            var view = await s.GetRequiredService<GetPetition>().ExecuteAsync(number, actor, default);
            return await s.GetRequiredService<TakePetitionStep>().DecideAsync(number, view.Approvals.Single(a => a.Approval.State == ApprovalState.Pending).Approval.Id, ApprovalStep.Approve, StepData.Of(("opinion", "同意")), null, null, actor, default);
        });

        private async Task<T> AsAsync<T>(string who, Func<IServiceProvider, Actor, Task<T>> work)
        {
            await using var scope = Site.Services.CreateAsyncScope();
            var current = scope.ServiceProvider.GetRequiredService<CurrentActor>();
            current.Become(Actor.System);
            var actor = (await scope.ServiceProvider.GetRequiredService<LoadActor>().ExecuteAsync(people[who], default))!;
            await using var own = Site.Services.CreateAsyncScope();
            own.ServiceProvider.GetRequiredService<CurrentActor>().Become(actor);
            return await work(own.ServiceProvider, actor);
        }

        private async Task StaffAsync()
        {
            var economy = Guid.NewGuid();
            var office = await Site.DbAsync(db => db.Departments.Where(d => d.IsPetitionOffice).Select(d => d.Id).FirstAsync());
            await Site.DbAsync(async db =>
            {
                db.Add(new Department { Id = economy, Name = "经济运行科", Rank = 7 });
                return await db.SaveChangesAsync();
            });
            foreach (var (name, unit, roles) in new (string, Guid?, Role[])[]
            {
                ("王登记", office, [Role.RC]), ("赵登记", office, [Role.RC]), ("李信访", office, [Role.XF]), ("陈承办", economy, [Role.CW]), ("吴承办", economy, [Role.CW]), ("郑科长", economy, []),
                ("冯分管", null, []), ("钱局长", null, [Role.DG]), ("孙档案", office, [Role.AR]), ("何督办", null, [Role.SU]), ("韩纪检", null, [Role.JW]), ("系统员", null, [Role.SA]), ("安全员", null, [Role.SEC]), ("审计员", null, [Role.AUD]),
            })
            {
                people[name] = Site.AddUser(roles, account: name, name: name, change: u => u.DepartmentId = unit);
            }

            await Site.DbAsync(async db =>
            {
                db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = economy, UserId = people["郑科长"], Post = DepartmentPost.Head, From = new DateOnly(2025, 1, 1) });
                db.Add(new DepartmentHead { Id = Guid.NewGuid(), DepartmentId = office, UserId = people["冯分管"], Post = DepartmentPost.LeaderInCharge, From = new DateOnly(2025, 1, 1) });
                return await db.SaveChangesAsync();
            });
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
