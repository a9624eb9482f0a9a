using System.Collections.Concurrent;
using System.Diagnostics;
using Stoa.Mcp.LoadComparison.Client;

namespace Stoa.Mcp.LoadComparison.Overload;

/// <summary>Sends calls at a rate, whatever becomes of those before: clients that do not wait for each other.</summary>
internal sealed class OpenLoop(LoadClient client)
{
    private readonly ConcurrentQueue<double> _answered = new();
    private readonly ConcurrentQueue<double> _refused = new();
    private readonly ConcurrentQueue<string> _others = new();

    /// <summary>Milliseconds to the tool's answer.</summary>
    public IReadOnlyCollection<double> Answered => _answered;

    /// <summary>Milliseconds to a refusal that says when to come again.</summary>
    public IReadOnlyCollection<double> Refused => _refused;

    /// <summary>Everything else that came back.</summary>
    public IReadOnlyCollection<string> Others => _others;

    public async Task RunAsync(double callsPerSecond, TimeSpan length)
    {
        var calls = new List<Task>((int)(callsPerSecond * length.TotalSeconds) + 1);
        var start = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < length)
        {
            for (var due = (int)(elapsed.TotalSeconds * callsPerSecond); calls.Count < due;)
            {
                calls.Add(CallAsync());
            }

            await tick.WaitForNextTickAsync();
        }

        await Task.WhenAll(calls);
    }

    private async Task CallAsync()
    {
        var sent = Stopwatch.GetTimestamp();
        try
        {
            var (status, answer, mayRetry) = await client.CallAsync();
            var milliseconds = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            if (client.IsExpected(status, answer))
            {
                _answered.Enqueue(milliseconds);
            }
            else if (status is 200 or 503 && mayRetry && answer.AsSpan().IndexOf("\"code\":5020"u8) >= 0)
            {
                _refused.Enqueue(milliseconds);
            }
            else
            {
                _others.Enqueue($"{status}: {System.Text.Encoding.UTF8.GetString(answer)}");
            }
        }
        catch (HttpRequestException error)
        {
            _others.Enqueue(error.Message);
        }
    }
}
