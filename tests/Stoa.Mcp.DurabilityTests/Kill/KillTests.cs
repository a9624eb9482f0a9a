using Stoa.Mcp.DurabilityTests.Process;
using Stoa.Trail.Verifying;
using Xunit.Abstractions;

namespace Stoa.Mcp.DurabilityTests.Kill;

/// <summary>The process is killed at random points while it answers calls: what was answered is recorded, and metered once.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Callers = 8;

    /// <summary>Nobody listens there: Kafka is down for as long as the test runs.</summary>
    private static readonly string[] KafkaDown = Machine.NoKafka is null ? ["Stoa:Kafka:Producer:bootstrap.servers=127.0.0.1:9"] : [];

    [Fact]
    public async Task Kill_AtRandomPoints_LosesNoAnsweredCall()
    {
        var (kills, calls) = (Long.Or(20, 100), 10_000);
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}, {kills} kills during {calls} calls, Kafka {Machine.NoKafka ?? "down"}");
        var random = new Random(seed);
        using var folder = new WorkFolder();
        var answers = new List<Answer>();
        var starts = new List<TimeSpan>();
        var next = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync(folder, KafkaDown);
            starts.Add(server.StartTime);
            var until = next + (calls / kills);
            answers.AddRange(await CallUntilKilledAsync(server, next, until, killAt: random.Next(1, calls / kills)));
            next = until;
        }

        await using (var last = await ServerProcess.StartAsync(folder, KafkaDown))
        {
            starts.Add(last.StartTime);
            await last.StopAsync();
        }

        await CheckAsync(folder, answers);
        output.WriteLine($"start {starts.Min().TotalSeconds:F2} to {starts.Max().TotalSeconds:F2} s");
        if (Long.IsOn)
        {
            Assert.All(starts.Skip(1), start => Assert.InRange(start.TotalSeconds, 0, 5));
        }
    }

    /// <summary>Calls from all callers; kills the server once so many were answered. What was answered by then.</summary>
    private static async Task<List<Answer>> CallUntilKilledAsync(ServerProcess server, int from, int until, int killAt)
    {
        using var caller = new Caller(server.Endpoint);
        var answers = new List<Answer>();
        var next = from - 1;
        var killing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < until;)
            {
                try
                {
                    var answer = await caller.CallAsync(number);
                    lock (answers)
                    {
                        answers.Add(answer);
                        if (answers.Count == killAt)
                        {
                            killing.TrySetResult();
                        }
                    }
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        })).ToArray();
        await Task.WhenAny(killing.Task, Task.WhenAll(callers));
        await server.KillAsync();
        await Task.WhenAll(callers);
        return answers;
    }

    private async Task CheckAsync(WorkFolder folder, List<Answer> answers)
    {
        var report = await TrailVerifier.VerifyAsync(folder.Audit);
        var records = TrailRecords.Read(folder.Audit);
        output.WriteLine($"{answers.Count} answers, {records.Entries} entries, {records.Unknown} closed as unknown");

        Assert.Null(report.Problem);
        Assert.True(records.Unknown > 0, "No call was under way when the process was killed; the test proves nothing.");
        Assert.Equal(0, records.Open);
        Assert.All(answers, answer => Assert.Equal(answer.ExpectedEnd, records.EndOf(answer.Id)));
        Assert.Equal(records.Closed.Order(), folder.UsageIds().Order());
    }
}
