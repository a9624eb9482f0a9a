using Stoa.Mcp.DurabilityTests.Process;
using Xunit.Abstractions;

namespace Stoa.Mcp.DurabilityTests.Order;

/// <summary>What the system calls of a running server prove: nothing is answered that is not on the disk.</summary>
public sealed class OrderTests(ITestOutputHelper output)
{
    private const int Callers = 8;

    [NeedsStraceFact]
    public async Task Answers_LeaveAfterTheSyncThatCoversTheirRecord()
    {
        var calls = Long.Or(2_000, 10_000);
        using var folder = new WorkFolder();
        var trace = Path.Combine(folder.Path, "trace.txt");
        string[] strace = ["strace", "-f", "-qq", "-s", "1000000", "-o", trace, "-e", "trace=fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg", "-e", "signal=none"];
        await using (var server = await ServerProcess.StartAsync(folder, under: strace))
        {
            using var caller = new Caller(server.Endpoint);
            await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) => await caller.CallAsync(number));
            await server.StopAsync();
        }

        var (violations, proved) = OrderProof.Check(SystemCalls.Read(File.ReadLines(trace)));
        output.WriteLine($"{proved} answers proved");
        Assert.Empty(violations);
        Assert.Equal(calls, proved);
    }

    [Fact]
    public void Proof_FindsAnAnswerThatLeftTooEarly()
    {
        const string Record = """pwrite64(5, "{\"schema_version\":1,\"kind\":\"outcome\",\"request_id\":\"\\u0022k-1\\u0022\"}\n", 9, 0""";
        const string Answer = """sendmsg(9, {msg_iov=[{iov_base="{\"jsonrpc\":\"2.0\",\"id\":\"k-1\"}"}]}, 0) = 9""";

        Assert.Empty(Check($"1 {Record}) = 9", "1 fdatasync(5) = 0", $"2 {Answer}"));
        Assert.Single(Check($"1 {Record}) = 9", $"2 {Answer}", "1 fdatasync(5) = 0"));
        Assert.Single(Check($"1 {Record}) = 9", "1 fdatasync(5 <unfinished ...>", $"2 {Answer}", "1 <... fdatasync resumed>) = 0"));
        Assert.Single(Check("1 fdatasync(5 <unfinished ...>", $"2 {Record}) = 9", "1 <... fdatasync resumed>) = 0", $"2 {Answer}"));
        Assert.Single(Check($"1 {Record}) = 9", "1 fdatasync(5) = -1 EIO (Input/output error)", $"2 {Answer}"));
        Assert.Single(Check("1 fdatasync(5) = 0", $"2 {Answer}"));
    }

    private static List<string> Check(params string[] lines) => OrderProof.Check(SystemCalls.Read(lines)).Violations;
}
