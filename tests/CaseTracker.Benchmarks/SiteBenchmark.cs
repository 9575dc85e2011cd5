using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CaseTracker.Petitions;

namespace CaseTracker.Benchmarks;

/// <summary>The published site as its users have it: a process of its own on SQLite with FULL, asked over loopback by signed-in clients on the same processors.</summary>
internal static class SiteBenchmark
{
    /// <param name="args"><c>--petitions N</c> (else 1,000 and 100,000), <c>--seconds N</c> for each line, <c>--keep DIR</c>: where the published site and the filled installations stay for the next run, <c>--ready-to-run</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        int[] sizes = Option("--petitions") is { } one ? [int.Parse(one, CultureInfo.InvariantCulture)] : [1_000, 100_000];
        var seconds = TimeSpan.FromSeconds(double.Parse(Option("--seconds") ?? "5", CultureInfo.InvariantCulture));
        var kept = Option("--keep");
        var folder = kept ?? Path.Combine(Path.GetTempPath(), $"casetracker-benchmark-{Guid.NewGuid():N}");
        try
        {
            List<(string Name, string Folder)> sites = [("published", await PublishAsync(Path.Combine(folder, "site")))];
            if (args.Contains("--ready-to-run", StringComparer.Ordinal))
            {
                sites.Add(("published ReadyToRun", await PublishAsync(Path.Combine(folder, "site-r2r"), "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/ready-to-run.lock.json")));
            }

            Console.WriteLine($"{Environment.ProcessorCount} processors, {Environment.OSVersion}, .NET {Environment.Version}; {seconds.TotalSeconds:0.#} s a line; client and site share the processors; load average {LoadAverage()}");
            foreach (var size in sizes)
            {
                var seeded = Path.Combine(folder, $"installation-{size}-{TimeProvider.System.GetUtcNow().UtcDateTime:yyyyMMdd}");
                var filling = Stopwatch.StartNew();
                var office = await SeededOffice.OpenAsync(seeded, size);
                Console.WriteLine($"\n{size:N0} petitions ({filling.Elapsed.TotalSeconds:0} s to open or fill, database {new FileInfo(Path.Combine(seeded, "casetracker.db")).Length / 1048576.0:0} MiB)");
                var copy = Path.Combine(folder, $"run-{Guid.NewGuid():N}");
                Copy(seeded, copy);
                Copy(seeded + ".keys", copy + ".keys");
                try
                {
                    await MeasureAsync(sites, copy, office, size, seconds);
                }
                finally
                {
                    Directory.Delete(copy, recursive: true);
                    Directory.Delete(copy + ".keys", recursive: true);
                }
            }
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;

        string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static async Task MeasureAsync(List<(string Name, string Folder)> sites, string data, SeededOffice office, int petitions, TimeSpan seconds)
    {
        Console.WriteLine("\nstart | ms to the first page, median of 3 | goal | MiB after it | goal");
        foreach (var (name, folder) in sites)
        {
            var starts = new List<(double Time, double Memory)>();
            for (var i = 0; i < 3; i++)
            {
                await using var cold = await RunningSite.StartAsync(folder, data);
                starts.Add((cold.FirstPage.TotalMilliseconds, cold.Memory));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} | {Load.Median(starts.Select(s => s.Time)):0} | 1000 | {Load.Median(starts.Select(s => s.Memory)):0} | 150"));
        }

        await using var site = await RunningSite.StartAsync(sites[0].Folder, data);
        var clerk = await site.SignInAsync(SeededOffice.Clerk, SeededOffice.Password);
        var unit = await site.SignInAsync(SeededOffice.PetitionUnit, SeededOffice.Password);
        var leader = await site.SignInAsync(SeededOffice.Leader, SeededOffice.Password);
        var handler = await site.SignInAsync(SeededOffice.Handler, SeededOffice.Password);
        await PagesAsync(site, office, petitions, seconds, clerk, unit, leader, handler);
        await LedgerAsync(site, office);
        await RegistrationAsync(site, office, seconds, clerk);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nMiB after the load: {site.Memory:0} (goal 260)"));
    }

    private static async Task PagesAsync(RunningSite site, SeededOffice office, int petitions, TimeSpan seconds, SignedInClient clerk, SignedInClient unit, SignedInClient leader, SignedInClient handler)
    {
        var token = await clerk.TokenAsync("/receptions/new");
        List<(string Name, Func<int, HttpRequestMessage> Request, string Goal)> pages =
        [
            ("/health/live", _ => new HttpRequestMessage(HttpMethod.Get, "/health/live"), ""),
            ("/help", _ => unit.Get("/help"), ""),
            ("case page", n => unit.Get($"/petitions/{office.NumberOf((int)(n * 7919L % petitions))}"), "2.7"),
            ("queue of a handler (50)", _ => handler.Get("/"), "2.5"),
            ("queue of the 信访机构 (up to 500)", _ => unit.Get("/"), ""),
            ("queue of a leader (with 20 approvals)", _ => leader.Get("/"), ""),
            ("list, first page", _ => unit.Get("/petitions"), "2.5"),
            ("list, a later page", n => unit.Get($"/petitions?after={office.MonthTo.AddDays(-(n % 150)):yyyy-MM-dd}~{Guid.Empty}"), "2.5"),
            ("list of the clerk, lines only", _ => clerk.Get("/petitions"), "2.5"),
            ("search, 1 case in 100", _ => unit.Get($"/petitions?q={SeededOffice.CommonWord}"), "3"),
            ("search, 1 case in 10,000", _ => unit.Get($"/petitions?q={SeededOffice.RareWord}"), "3"),
            ("suggestions at the desk", n => Known(clerk, token, (int)(n * 7919L % Math.Max(1, petitions / 4))), "200"),
        ];
        var bare = new Dictionary<string, double>(StringComparer.Ordinal);
        Console.WriteLine("\npage | p50 ms | p99 | max | /s | processor ms | goal p50 | to /health/live | to /help | 8 clients: p50 | p99 | max | /s");
        foreach (var (name, request, goal) in pages)
        {
            if (!await ExistsAsync(site, request))
            {
                Console.WriteLine($"{name} | is not there");
                continue;
            }

            await Load.RunAsync(site.Http, 4, seconds / 3, request); // compiled and warm
            var before = site.Processor;
            var alone = await Load.RunAsync(site.Http, 1, seconds, request);
            var processor = (site.Processor - before).TotalMilliseconds / alone.Count;
            var eight = await Load.RunAsync(site.Http, 8, seconds, request);
            bare[name] = alone.P50;
            Console.WriteLine($"{name} | {alone} | {processor.ToString("0.00", CultureInfo.InvariantCulture)} | {goal} | {Ratio("/health/live")} | {Ratio("/help")} | {eight}");

            string Ratio(string peer) => bare.TryGetValue(peer, out var p50) ? (alone.P50 / p50).ToString("0.0", CultureInfo.InvariantCulture) : "–";
        }
    }

    private static async Task LedgerAsync(RunningSite site, SeededOffice office)
    {
        HttpRequestMessage Request()
        {
            var message = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/ledgers/petitions?from={office.MonthFrom:yyyy-MM-dd}&to={office.MonthTo:yyyy-MM-dd}");
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", office.Token);
            return message;
        }

        Console.WriteLine("\nledger of a month | rows | ms, median of 7 | goal | KiB");
        if (!await ExistsAsync(site, _ => Request()))
        {
            Console.WriteLine("/api/v1/ledgers/petitions | is not there");
            return;
        }

        var times = new List<double>();
        long length = 0;
        for (var i = 0; i < 9; i++)
        {
            using var message = Request();
            var start = Stopwatch.GetTimestamp();
            using var answer = await site.Http.SendAsync(message);
            answer.EnsureSuccessStatusCode();
            length = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"/api/v1/ledgers/petitions | {office.MonthRows} | {Load.Median(times.Skip(2)):0} | 350 (8,300 rows) | {length / 1024}"));
    }

    private static async Task RegistrationAsync(RunningSite site, SeededOffice office, TimeSpan seconds, SignedInClient clerk)
    {
        var token = await clerk.TokenAsync("/receptions/new");
        List<(string Name, Func<int, HttpRequestMessage> Request, int Expected)> ways =
        [
            ("POST /api/v1/petitions", n => Api(office.Token, 1_000_000 + n), 201),
            ("the desk's form: visit and petition", n => Desk(clerk, token, 1_000_000 + n), 302),
        ];
        Console.WriteLine("\nregistration | clients | p50 ms | p99 | max | /s | goal p50 at 1");
        foreach (var (name, request, expected) in ways)
        {
            if (!await ExistsAsync(site, request, expected))
            {
                Console.WriteLine($"{name} | is not there");
                continue;
            }

            await Load.RunAsync(site.Http, 4, seconds / 3, request, expected);
            foreach (var clients in (int[])[1, 8, 16])
            {
                Console.WriteLine($"{name} | {clients} | {await Load.RunAsync(site.Http, clients, seconds, request, expected)} | {(clients == 1 ? "4" : "")}");
            }
        }
    }

    private static async Task<bool> ExistsAsync(RunningSite site, Func<int, HttpRequestMessage> request, int expected = 200)
    {
        using var message = request(0);
        using var answer = await site.Http.SendAsync(message);
        return (int)answer.StatusCode == expected || ((int)answer.StatusCode == 404
            ? false
            : throw new InvalidOperationException($"{message.RequestUri} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"));
    }

    private static HttpRequestMessage Api(string token, int person)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/petitions")
        {
            Content = new StringContent(PlainJson.Of(new RegisterPetition.Command
            {
                Channel = Channel.Letter,
                Purpose = Purpose.Resolve,
                Summary = $"反映{LedgerBenchmark.Word(new Random(person), 60)}等问题，要求核实并答复。",
                CategoryId = SeededOffice.Category,
                PlaceId = SeededOffice.Place,
                Petitioners = [new() { Name = SeededOffice.NameOf(person), IdNumber = SeededOffice.IdNumberOf(person), Phone = SeededOffice.PhoneOf(person), Address = SeededOffice.AddressOf(person) }],
            }), Encoding.UTF8, "application/json"),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return message;
    }

    private static HttpRequestMessage Desk(SignedInClient clerk, string token, int person) => clerk.Post("/receptions/new",
    [
        .. Visitor(token, person), new("RequestId", Guid.NewGuid().ToString()), new("Input.Problem", $"反映{LedgerBenchmark.Word(new Random(person), 60)}等问题。"), new("Input.Next", "Petition"),
        new("Input.Purpose", "Resolve"), new("Input.CategoryId", SeededOffice.Category), new("Input.PlaceId", SeededOffice.Place),
    ]);

    private static HttpRequestMessage Known(SignedInClient clerk, string token, int person) => clerk.Post("/receptions/new?handler=known&row=0", Visitor(token, person));

    private static KeyValuePair<string, string>[] Visitor(string token, int person) =>
    [
        new(SignedInClient.FormToken, token), new("Input.Visitors[0].Name", SeededOffice.NameOf(person)), new("Input.Visitors[0].Phone", SeededOffice.PhoneOf(person)),
        new("Input.Visitors[0].IdNumber", SeededOffice.IdNumberOf(person)), new("Input.Visitors[0].Address", SeededOffice.AddressOf(person)),
    ];

    /// <summary>Publishes the site into a folder, unless it is there from a run before.</summary>
    private static async Task<string> PublishAsync(string folder, params string[] more)
    {
        if (!File.Exists(Path.Combine(folder, "CaseTracker.Web.dll")))
        {
            using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(Root(), "src", "CaseTracker.Web"), "-c", "Release", "-v", "q", "-o", folder, .. more]) { UseShellExecute = false })!;
            await publish.WaitForExitAsync();
            if (publish.ExitCode != 0)
            {
                throw new InvalidOperationException("The site could not be published.");
            }
        }

        return folder;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CaseTracker.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("CaseTracker.sln was not found above " + AppContext.BaseDirectory);
        }

        return folder.FullName;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
