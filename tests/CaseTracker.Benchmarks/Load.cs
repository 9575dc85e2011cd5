using System.Diagnostics;
using System.Globalization;

namespace CaseTracker.Benchmarks;

/// <summary>What one kind of request took, in milliseconds, and how many were answered in a second by all clients together.</summary>
internal sealed record Timing(int Count, double P50, double P99, double Max, double PerSecond)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50:0.00} | {P99:0.0} | {Max:0.0} | {PerSecond:0}");
}

/// <summary>Sends the same kind of request from several clients at once, each waiting for its answer before it asks again.</summary>
internal static class Load
{
    private static int sequence;

    /// <param name="request">Makes the n-th request; no two of a run have the same n.</param>
    /// <param name="expected">The answer that means success; any other ends the run, so that no refusal is timed as if it were work.</param>
    public static async Task<Timing> RunAsync(HttpClient http, int clients, TimeSpan duration, Func<int, HttpRequestMessage> request, int expected = 200)
    {
        var total = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            do
            {
                using var message = request(Interlocked.Increment(ref sequence));
                var start = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(message);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if ((int)answer.StatusCode != expected)
                {
                    throw new InvalidOperationException($"{message.Method} {message.RequestUri} answered {(int)answer.StatusCode}: {await ExcerptAsync(answer)}");
                }
            }
            while (total.Elapsed < duration);
            return mine;
        })));
        var seconds = total.Elapsed.TotalSeconds;
        double[] sorted = [.. times.SelectMany(t => t).Order()];
        return new Timing(sorted.Length, At(sorted, 0.5), At(sorted, 0.99), sorted[^1], sorted.Length / seconds);
    }

    public static double Median(IEnumerable<double> values) => At([.. values.Order()], 0.5);

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static async Task<string> ExcerptAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var at = Math.Max(text.IndexOf("class=\"reasons\"", StringComparison.Ordinal), 0);
        return text.Substring(at, Math.Min(600, text.Length - at));
    }
}
