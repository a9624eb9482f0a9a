using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>
/// Writes decisions in OPA's format for tools that read it. The audit trail is the record; this is a copy that no call waits for: what cannot be
/// written, or masked, is left out and told.
/// </summary>
internal sealed class DecisionLog(string file, IPolicyStore policies, PolicyOptions options, TimeProvider time, ILogger<DecisionLog> logger) : BackgroundService, IDecisionObserver
{
    /// <summary>Most decisions that wait to be written.</summary>
    public const int MostWaiting = 4096;

    private const int MostAtOnce = 256;

    private readonly Channel<ObservedDecision> _waiting = Channel.CreateBounded<ObservedDecision>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly bool _isRemote = options is not { OpaServer: null, AuthZen: null };
    private readonly RegoValue[] _erased = ErasedBy(options);
    private readonly RegoEvaluationOptions _limits = new()
    {
        Deadline = options.Timeout,
        MaxSteps = options.MaxSteps,
        MaxOutput = options.MaxOutput,
        TimeProvider = time,
    };

    private int _missing;

    /// <inheritdoc />
    public void Decided(in PolicyInput input, PolicyDecision decision)
    {
        if (_waiting.Reader.Count >= MostWaiting || !_waiting.Writer.TryWrite(ObservedDecision.Keep(input, decision)))
        {
            Interlocked.Increment(ref _missing);
        }
    }

    /// <summary>What waits is written before the host is gone.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<string> lines = [];
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            lines.Clear();
            while (lines.Count < MostAtOnce && _waiting.Reader.TryRead(out var observed))
            {
                if (Line(observed) is { } line)
                {
                    lines.Add(line);
                }
            }

            await WriteAsync(lines, stoppingToken);
        }
    }

    /// <summary>The decision as a line, or null where it cannot be masked.</summary>
    internal string? Line(ObservedDecision observed)
    {
        try
        {
            var made = DecisionEvent.Of(observed, options.ActionAsText);
            DecisionMask.Apply(made, [.. _erased, .. _isRemote ? [] : DecisionMask.RulesOf(MaskOf(made.ToJsonString()))]);
            return made.ToJsonString();
        }
        catch (Exception error) when (error is RegoException or RegoInputException or PolicyFault or JsonException or InvalidOperationException)
        {
            logger.DecisionNotMasked(observed.Input.DecisionId, error is PolicyFault ? error.Message : error.GetType().Name);
            return null;
        }
    }

    // The mask is a document of the policy. A remote engine's is not at hand, and what no one masks stays out.
    private static RegoValue[] ErasedBy(PolicyOptions options) => options switch
    {
        { DecisionLog.Erase: { Count: > 0 } pointers } => [.. pointers.Select(pointer => (RegoValue)pointer)],
        { OpaServer: null, AuthZen: null } => [],
        _ => ["/input/tool/arguments"],
    };

    private RegoValue? MaskOf(string made)
    {
        var policy = policies.Current.Policy;
        var evaluation = policy.Begin(RegoJson.Parse(made), _limits);
        try
        {
            var mask = evaluation.Find(policy.Document("data.system.log.mask"));
            return evaluation.BuiltinError is { } error ? throw new PolicyFault($"a builtin failed: {error.Code}") : mask;
        }
        finally
        {
            evaluation.Dispose();
        }
    }

    private async Task WriteAsync(List<string> lines, CancellationToken cancellationToken)
    {
        var missing = Interlocked.Exchange(ref _missing, 0);
        if (missing > 0)
        {
            logger.DecisionLogFailed(null, missing);
        }

        try
        {
            await using var stream = Open();
            await using var writer = new StreamWriter(stream);
            foreach (var line in lines)
            {
                await writer.WriteAsync((line + "\n").AsMemory(), cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.DecisionLogFailed(error, lines.Count);
        }
    }

    // Opened for each batch: whoever moves the file away gets a new one begun.
    private FileStream Open()
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var opening = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, opening);
    }
}
