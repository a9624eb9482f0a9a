using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Says of a call's arguments what a record may hold.</summary>
internal interface IArgumentDigest
{
    /// <summary>
    /// <c>hmac-sha256:</c> and the hex HMAC over the canonical form of the arguments, or null where there are none.
    /// Under a key of the tenant's own. Equal for arguments that differ only in the order of fields, in spacing and in the spelling of strings.
    /// </summary>
    /// <exception cref="AuditUnavailableException">The digest key cannot be read or made.</exception>
    string? Compute(string tenant, JsonElement arguments);

    /// <summary>
    /// The fields of this tool's arguments that the record keeps, as one-line ASCII JSON by field name: those that <c>Stoa:Audit:KeepArguments</c> and the
    /// policy name, without what the policy redacts.
    /// </summary>
    IReadOnlyDictionary<string, string> Keep(string tool, JsonElement arguments, PolicyObligations obligations);
}
