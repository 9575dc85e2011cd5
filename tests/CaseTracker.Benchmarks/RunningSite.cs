using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CaseTracker.Benchmarks;

/// <summary>The published site as a process of its own, on a loopback port, in Production.</summary>
internal sealed partial class RunningSite : IAsyncDisposable
{
    private readonly Process process;

    private RunningSite(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Keeps no cookies and follows no redirect.</summary>
    public HttpClient Http { get; }

    /// <summary>From the start of the process to the whole of the first page.</summary>
    public TimeSpan FirstPage { get; private set; }

    /// <summary>Resident memory now, in MiB.</summary>
    public double Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the site and reads its first page. The jobs stay off: a nightly backup that was missed would run beside the measurements.</summary>
    public static async Task<RunningSite> StartAsync(string published, string data)
    {
        var start = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(published, "CaseTracker.Web.dll"), "--data", data, "--urls", "http://127.0.0.1:0", "--Jobs:Enabled", "false"])
        {
            WorkingDirectory = published,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        })!;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The site stopped: {string.Join('\n', said)}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var site = new RunningSite(process, await listening.Task);
        using var page = await site.Http.GetAsync("/sign-in");
        page.EnsureSuccessStatusCode();
        site.FirstPage = Stopwatch.GetElapsedTime(start);
        return site;

        void Heard(string? line)
        {
            if (line is null || listening.Task.IsCompleted)
            {
                return; // the log of requests is read only so that the pipe does not fill
            }

            said.Add(line);
            if (Address().Match(line) is { Success: true } found)
            {
                listening.TrySetResult(new Uri(found.Groups[1].Value));
            }
        }
    }

    /// <summary>Signs in by the form and gives the session, with the token of the forms of this session.</summary>
    public async Task<SignedInClient> SignInAsync(string account, string password)
    {
        using var form = await Http.GetAsync("/sign-in");
        var cookies = CookiesOf(form, []);
        using var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("Input.Account", account), new("Input.Password", password), new(SignedInClient.FormToken, SignedInClient.TokenOf(await form.Content.ReadAsStringAsync()))]),
        };
        post.Headers.Add("Cookie", Header(cookies));
        using var answer = await Http.SendAsync(post);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther
            ? new SignedInClient(Http, Header(CookiesOf(answer, cookies)))
            : throw new InvalidOperationException($"{account} could not sign in: {(int)answer.StatusCode}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.EnableRaisingEvents = false;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Dictionary<string, string> CookiesOf(HttpResponseMessage answer, Dictionary<string, string> before)
    {
        var all = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            all[pair[0]] = pair[1];
        }

        return all;
    }

    private static string Header(Dictionary<string, string> cookies) => string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}"));

    [GeneratedRegex("Now listening on: \"?(http://[0-9.:]+)")]
    private static partial Regex Address();
}

/// <summary>A browser's session, without the browser.</summary>
internal sealed partial class SignedInClient(HttpClient http, string cookies)
{
    public const string FormToken = "__RequestVerificationToken";

    public HttpRequestMessage Get(string path)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.Add("Cookie", cookies);
        return message;
    }

    public HttpRequestMessage Post(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        message.Headers.Add("Cookie", cookies);
        return message;
    }

    /// <summary>The token under which this session may post forms.</summary>
    public async Task<string> TokenAsync(string path)
    {
        using var page = await http.SendAsync(Get(path));
        return TokenOf(await page.Content.ReadAsStringAsync());
    }

    public async Task<int> StatusAsync(string path)
    {
        using var page = await http.SendAsync(Get(path));
        return (int)page.StatusCode;
    }

    internal static string TokenOf(string html) => Token().Match(html) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("The page has no form.");

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
