using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>What a host's policy is made of, before it is compiled.</summary>
/// <param name="Name">Folder or bundle, for messages.</param>
/// <param name="Revision">Names this state.</param>
/// <param name="AddTo">Adds modules and data to a compiler.</param>
/// <param name="Data">The data that the host wrote.</param>
internal sealed record PolicySources(string Name, string Revision, Action<RegoCompiler> AddTo, RegoObject Data)
{
    /// <summary>No policy of the host's own.</summary>
    public static PolicySources None { get; } = new("", "default", _ => { }, RegoObject.Empty);

    /// <summary>Several as one.</summary>
    public static PolicySources Of(IReadOnlyList<PolicySources> parts) => parts switch
    {
        [] => None,
        [var one] => one,
        _ => new PolicySources(
            string.Join(", ", parts.Select(part => part.Name)),
            string.Join('+', parts.Select(part => part.Revision)),
            compiler => parts.ToList().ForEach(part => part.AddTo(compiler)),
            parts.Select(part => part.Data).FirstOrDefault(data => data.Count > 0) ?? RegoObject.Empty),
    };
}
