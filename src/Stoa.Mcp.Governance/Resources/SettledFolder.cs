namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads a folder that may be written at the same time.</summary>
internal static class SettledFolder
{
    private const int MostReads = 5;

    /// <summary>
    /// A set of files that is being exchanged reads differently from one moment to the next: only what reads the same twice is
    /// taken, unless it is the state already <paramref name="known"/>.
    /// </summary>
    public static async Task<FolderContent> ReadSettledAsync(this ResourceFolder folder, string known, CancellationToken cancellationToken)
    {
        var content = await folder.ReadAsync(cancellationToken);
        for (var reads = 1; content.Revision != known; reads++)
        {
            if (reads == MostReads)
            {
                return content with { Errors = [.. content.Errors, new ResourceError(".", 0, 0, $"the files changed during each of {MostReads} reads")] };
            }

            var again = await folder.ReadAsync(cancellationToken);
            if (again.Revision == content.Revision)
            {
                return again;
            }

            content = again;
        }

        return content;
    }
}
