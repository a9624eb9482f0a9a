using Stoa.Mcp.Governance.Authorization.ArgumentRules;
using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>A folder with STOA's argument rules.</summary>
internal sealed class ArgumentRulesOrigin(string folder) : IPolicyOrigin
{
    private readonly ResourceFolder _files = new(folder);
    private string _known = "";

    public string Name => folder;

    public string? Watched => folder;

    /// <inheritdoc />
    public async Task<PolicySources?> ReadAsync(CancellationToken cancellationToken)
    {
        var content = await _files.ReadSettledAsync(_known, cancellationToken);
        if (content.Errors.Count == 0 && content.Revision == _known)
        {
            return null;
        }

        var errors = new List<ResourceError>();
        if (ArgumentRuleLoader.Load(content, errors) is not { } policies)
        {
            throw new PolicyLoadException([.. errors.Select(error => new PolicyError(Path.Combine(folder, error.File), error.Line, error.Column, error.Reason))]);
        }

        _known = content.Revision;
        var (name, text) = DefaultPolicyFiles.ArgumentRules;
        var data = RegoObject.Of(("stoa", RegoObject.Of(("argument_policies", policies))));
        return new PolicySources(folder, content.Revision, compiler => compiler.AddModule(DefaultPolicyFiles.Prefix + name, text).AddData(data), RegoObject.Empty);
    }

    public void Dispose()
    {
    }
}
