using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>A call that was sent on, between its intent and its outcome.</summary>
/// <param name="Call">The call.</param>
/// <param name="SentId">The id its answer has to carry, as JSON text; null where no answer is owed.</param>
/// <param name="StartedTimestamp">When it was sent.</param>
/// <param name="Catalog">What the server that it went to offers.</param>
internal sealed record ForwardedCall(GovernedCall Call, string? SentId, long StartedTimestamp, ITargetCatalog Catalog)
{
    /// <summary>What becomes of names in a result that the server gave them, before it is filtered; null for nothing.</summary>
    public Action<JsonObject>? OnResult { get; init; }

    private readonly RunningCall _running = new(Call, StartedTimestamp);

    /// <summary>Whether the answer carries another id than the one the caller waits for.</summary>
    public bool HasOwnId => SentId is not null && SentId != Call.RequestId;

    /// <summary>Whether the outcome is recorded.</summary>
    public bool HasEnded => _running.HasEnded;

    /// <summary>True for the first who asks: the outcome is recorded exactly once.</summary>
    public bool TryEnd() => _running.TryEnd();
}
