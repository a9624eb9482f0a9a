using System.Globalization;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>JSON-RPC ids between their JSON text and the SDK's type.</summary>
internal static class RequestIds
{
    /// <summary>The id of JSON text that the strict reader let pass; the default id (JSON null) where there is none.</summary>
    public static RequestId Parse(string? json)
    {
        if (json is null)
        {
            return default;
        }

        return long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new RequestId(number)
            : new RequestId(JsonDocument.Parse(json).RootElement.GetString()!);
    }
}
