namespace Stoa.Mcp.Governance.Tests.Auditing;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stoa-test-").FullName;

    public IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Path, pattern).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
