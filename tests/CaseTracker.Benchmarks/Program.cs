using CaseTracker.Benchmarks;

return args switch
{
    ["ledger", .. var rest] => await LedgerBenchmark.RunAsync(rest),
    ["site", .. var rest] => await SiteBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/CaseTracker.Benchmarks -- ledger [--rounds 3] [--million]
        dotnet run -c Release --project tests/CaseTracker.Benchmarks -- site [--petitions 1000|100000] [--seconds 5] [--keep DIR] [--ready-to-run]
        """);
    return 2;
}
