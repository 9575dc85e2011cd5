using CaseTracker.Benchmarks;

return args switch
{
    ["ledger", .. var rest] => await LedgerBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/CaseTracker.Benchmarks -- ledger [--rounds 3] [--million]");
    return 2;
}
