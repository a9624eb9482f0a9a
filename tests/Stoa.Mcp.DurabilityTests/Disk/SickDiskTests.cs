using System.Diagnostics;
using Stoa.Mcp.DurabilityTests.Process;
using Stoa.Trail.Verifying;
using Xunit.Abstractions;

namespace Stoa.Mcp.DurabilityTests.Disk;

/// <summary>Real faults under a real server: what is answered is recorded, and service comes back with the disk.</summary>
public sealed class SickDiskTests(ITestOutputHelper output)
{
    private const int MostCalls = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Faults => new()
    {
        { "sync fails", "inject=fdatasync:error=EIO:when=150..152" },
        { "write fails", "inject=pwrite64:error=ENOSPC:when=150..152" },
        { "disk turns read-only", "inject=pwrite64:error=EROFS:when=150..152" },
    };

    [NeedsStraceTheory]
    [MemberData(nameof(Faults))]
    public async Task Fault_RefusesCallsUntilItIsOver_AndAnswersNothingUnrecorded(string fault, string injection)
    {
        using var folder = new WorkFolder();
        string[] strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,pwrite64", "-e", "signal=none", "-e", injection];
        await using var server = await ServerProcess.StartAsync(folder, ["Stoa:Metering:Folder="], strace);
        using var caller = new Caller(server.Endpoint);

        var answers = await CallUntilRefusedAsync(caller, 0);
        var restored = await CallUntilAnsweredAsync(caller, answers);
        answers.AddRange(await CallAsync(caller, answers.Count, 50));
        await server.StopAsync();

        output.WriteLine($"{fault}: {answers.Count(answer => answer.IsUnrecorded)} of {answers.Count} calls refused, service back after {restored.TotalSeconds:F1} s");
        await CheckAsync(folder.Audit, answers);
    }

    [NeedsMountFact]
    public async Task FullDisk_RefusesCallsUntilThereIsRoom_AndAnswersNothingUnrecorded()
    {
        using var folder = new WorkFolder();
        using var disk = new SmallDisk(Path.Combine(folder.Path, "disk"), megabytes: 8);
        var audit = Path.Combine(disk.Path, "audit");
        await using var server = await ServerProcess.StartAsync(folder, [$"Stoa:Audit:Folder={audit}", "Stoa:Audit:SegmentBytes=1000000"]);
        using var caller = new Caller(server.Endpoint);
        disk.Fill(leave: 400_000);

        var answers = await CallUntilRefusedAsync(caller, 0);
        answers.AddRange(await CallAsync(caller, answers.Count, 20));
        Assert.All(answers.TakeLast(20), answer => Assert.True(answer.IsUnrecorded));
        disk.MakeRoom();
        var restored = await CallUntilAnsweredAsync(caller, answers);
        answers.AddRange(await CallAsync(caller, answers.Count, 50));
        await server.StopAsync();

        output.WriteLine($"full: {answers.Count(answer => answer.IsUnrecorded)} of {answers.Count} calls refused, service back after {restored.TotalSeconds:F1} s");
        await CheckAsync(audit, answers);
    }

    [NeedsStraceFact]
    public async Task SlowSync_DelaysAnswers_AndLosesNone()
    {
        using var folder = new WorkFolder();
        string[] strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "signal=none", "-e", "inject=fdatasync:delay_enter=200000"];
        await using var server = await ServerProcess.StartAsync(folder, ["Stoa:Metering:Folder="], strace);
        using var caller = new Caller(server.Endpoint);

        var answers = new Answer[100];
        await Parallel.ForAsync(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (number, _) => answers[number] = await caller.CallAsync(number));
        await server.StopAsync();

        Assert.DoesNotContain(answers, answer => answer.IsUnrecorded);
        await CheckAsync(folder.Audit, answers);
    }

    private static async Task<List<Answer>> CallUntilRefusedAsync(Caller caller, int from)
    {
        var answers = new List<Answer>();
        do
        {
            answers.Add(await caller.CallAsync(from + answers.Count));
            Assert.True(answers.Count < MostCalls, "The fault never came.");
        }
        while (!answers[^1].IsUnrecorded);

        return answers;
    }

    private static async Task<TimeSpan> CallUntilAnsweredAsync(Caller caller, List<Answer> answers)
    {
        var begun = Stopwatch.GetTimestamp();
        do
        {
            answers.Add(await caller.CallAsync(answers.Count));
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "Service did not come back.");
        }
        while (answers[^1].IsUnrecorded);

        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task<List<Answer>> CallAsync(Caller caller, int from, int count)
    {
        var answers = new List<Answer>();
        for (var i = 0; i < count; i++)
        {
            answers.Add(await caller.CallAsync(from + i));
        }

        return answers;
    }

    private static async Task CheckAsync(string audit, IReadOnlyCollection<Answer> answers)
    {
        var report = await TrailVerifier.VerifyAsync(audit);
        var records = TrailRecords.Read(audit);

        Assert.Null(report.Problem);
        Assert.Equal(0, records.Open);
        Assert.All(answers.Where(answer => !answer.IsUnrecorded), answer => Assert.Equal(answer.ExpectedEnd, records.EndOf(answer.Id)));

        // A call may have run before the disk failed to take its outcome: the record says that nobody knows.
        Assert.All(answers.Where(answer => answer.IsUnrecorded), answer => Assert.Contains(records.EndOf(answer.Id), new[] { null, "unknown" }));
    }
}
