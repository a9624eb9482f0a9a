using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Says of a call's arguments what a record may hold.</summary>
internal interface IArgumentDigest
{
    /// <summary>
    /// <c>hmac-sha256:</c> and the hex HMAC over the canonical form of the arguments, or null where there are none.
    /// Equal for arguments that differ only in the order of fields, in spacing and in the spelling of strings.
    /// </summary>
    /// <exception cref="AuditUnavailableException">The digest key cannot be read or made.</exception>
    string? Compute(JsonElement arguments);

    /// <summary>The fields that <c>Stoa:Audit:KeepArguments</c> keeps of this tool's arguments, as one-line ASCII JSON by field name.</summary>
    IReadOnlyDictionary<string, string> Keep(string tool, JsonElement arguments);
}
