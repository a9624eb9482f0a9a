using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Modules and data in a folder that may be edited while it is read.</summary>
internal sealed class FolderOrigin(string folder) : IPolicyOrigin
{
    private const int MostReads = 5;

    private readonly ResourceFolder _files = new(folder, ".rego", ".json", ".yaml", ".yml");
    private string _known = "";

    public string Name => folder;

    public string? Watched => folder;

    /// <inheritdoc />
    public async Task<PolicySources?> ReadAsync(CancellationToken cancellationToken)
    {
        var before = await ContentAsync(cancellationToken);
        if (before.Revision == _known)
        {
            return null;
        }

        // Only what reads the same before and after was read whole.
        for (var reads = 0; reads < MostReads; reads++)
        {
            var sources = ReadSources();
            var after = await ContentAsync(cancellationToken);
            if (after.Revision == before.Revision)
            {
                _known = after.Revision;
                return new PolicySources(folder, after.Revision, compiler => sources.AddTo(compiler), sources.Data);
            }

            before = after;
        }

        throw new PolicyLoadException([new PolicyError(folder, 0, 0, $"the files changed during each of {MostReads} reads")]);
    }

    public void Dispose()
    {
    }

    private async Task<FolderContent> ContentAsync(CancellationToken cancellationToken)
    {
        var content = await _files.ReadAsync(cancellationToken);
        return content.Errors.Count == 0
            ? content
            : throw new PolicyLoadException([.. content.Errors.Select(error => new PolicyError(Path.Combine(folder, error.File), error.Line, error.Column, error.Reason))]);
    }

    private RegoSources ReadSources()
    {
        try
        {
            return RegoSources.FromFolder(folder, includeTests: false);
        }
        catch (RegoException error)
        {
            throw PolicyErrors.Of(error, folder);
        }
        catch (RegoBundleException error)
        {
            throw PolicyErrors.Of(error);
        }
    }
}
