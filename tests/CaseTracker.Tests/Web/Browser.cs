using CaseTracker.Tests.Web;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Browser))]

namespace CaseTracker.Tests.Web;

/// <summary>One Chromium for all browser tests (the distribution's, no download); each test opens a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // The sandbox does not start as root; the rest keeps Chromium from calling home.
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN"];

    private readonly SemaphoreSlim starting = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>An unused window: 1366×768 as on the desks of the office, or at 200 % zoom.</summary>
    public async Task<IBrowserContext> OpenAsync(string address, bool zoomed = false, bool scripts = true)
    {
        await StartAsync();
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            JavaScriptEnabled = scripts,
            IgnoreHTTPSErrors = true,
            ViewportSize = zoomed ? new ViewportSize { Width = 683, Height = 384 } : new ViewportSize { Width = 1366, Height = 768 },
            DeviceScaleFactor = zoomed ? 2 : 1,
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    /// <summary>Saves what the page shows to TestResults/NAME.png beside the tests.</summary>
    public static async Task<string> PictureAsync(IPage page, string name, bool whole = false)
    {
        var file = Path.Combine(Folders.Root, "tests", "CaseTracker.Tests", "TestResults", name + ".png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = whole });
        return file;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (browser is null)
            {
                playwright = await Playwright.CreateAsync();
                browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Environment.GetEnvironmentVariable("CASETRACKER_TEST_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
                    Args = Flags,
                    Timeout = 60_000,
                });
            }
        }
        finally
        {
            starting.Release();
        }
    }
}
