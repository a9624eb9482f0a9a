using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// The part of the decision that needs the server about to run the call: what it offers now. The same for an app's own server and for
/// one that the call is forwarded to.
/// </summary>
internal sealed class ServerDecision(GovernancePipeline pipeline)
{
    /// <summary>The denial of a call whose arguments would bind to other parameters than policies read.</summary>
    internal static readonly GovernanceDecision TwinArgument = new()
    {
        Code = GovernanceCode.InvalidParams,
        Step = "edge",
        PublicMessage = "Invalid params: an argument is one of the tool's parameters but for case or spelling.",
        Reasons = ["An argument would bind to a parameter of the tool under another spelling than policies read."],
    };

    /// <summary>For a call that was admitted: the decision in force, allowed or not.</summary>
    public async ValueTask<GovernanceDecision> DecideAsync(GovernedCall call, ITargetCatalog catalog, CancellationToken cancellationToken)
    {
        var decision = call.Decision!;
        var isPrimitive = PrimitiveCatalog.IsPrimitive(call.Target.Kind);
        var metadata = catalog.Find(call.Target);
        var changed = !ReferenceEquals(metadata, call.Metadata) || !metadata.Known;
        call.MetadataIsFinal = true;
        if (!metadata.Known && isPrimitive && catalog.IsComplete(call))
        {
            return NotVisible("The server has no such target.") with { PolicyRevision = decision.PolicyRevision };
        }

        if (changed && isPrimitive)
        {
            decision = await pipeline.ReauthorizeAsync(call, metadata, cancellationToken);
        }

        // Last of all: of a tool that is hidden, not even its parameters' names may show.
        return decision.Allowed && HasTwinArgument(catalog, call)
            ? TwinArgument with { PolicyRevision = decision.PolicyRevision }
            : decision;
    }

    /// <summary>The denial of what is not there, or not there for this caller.</summary>
    public static GovernanceDecision NotVisible(string reason) =>
        new() { Code = GovernanceCode.NotVisible, Step = "authorization", Reasons = [reason] };

    /// <summary>The denial of a call in a session that is not there, or not one of this caller's.</summary>
    public static GovernanceDecision NoSession() => NotVisible("The session is not there, or not one of this caller's.") with { IsAboutSession = true };

    private static bool HasTwinArgument(ITargetCatalog catalog, GovernedCall call) =>
        call.Target.Kind == GovernedTargetKind.Tool
        && catalog.InputSchemaOf(call.Target) is { ValueKind: System.Text.Json.JsonValueKind.Object } schema
        && ArgumentNames.HaveTwin(call.Arguments, schema);
}
