using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>
/// Which declared mapping applies to a call: the operator's for that tool, else the tool's own. Both are known before any call; nothing that a caller
/// sends is one.
/// </summary>
internal sealed class CoazMappings(IReadOnlyDictionary<string, CoazMapping> configured, ILogger<CoazMappings> logger)
{
    private readonly ConditionalWeakTable<TargetMetadata, CoazMappingReading> _known = [];

    /// <summary>The mapping; null where the default one applies.</summary>
    /// <exception cref="PolicyFault">There is one that cannot be used.</exception>
    public CoazMapping? Find(in PolicyInput input)
    {
        if (input is not { Operation: "tools/call", Target.Kind: GovernedTargetKind.Tool })
        {
            return null;
        }

        var (name, metadata) = (input.Target.Name, input.Metadata);
        if (configured.TryGetValue(name, out var own) || metadata.AuthZenMapping.ValueKind == JsonValueKind.Undefined)
        {
            return own;
        }

        var reading = _known.GetValue(metadata, known => Read(known.AuthZenMapping, name));
        return reading.Mapping ?? throw new PolicyFault($"The tool's own authorization mapping (x-authzen-mapping) cannot be used: {reading.Refusal}.");
    }

    private CoazMappingReading Read(JsonElement declared, string tool)
    {
        try
        {
            return new CoazMappingReading(CoazMappingReader.Read(declared), "");
        }
        catch (PolicyFault fault)
        {
            logger.MappingRefused(tool, fault.Message);
            return new CoazMappingReading(null, fault.Message);
        }
    }
}
