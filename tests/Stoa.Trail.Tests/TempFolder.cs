namespace Stoa.Trail.Tests;

/// <summary>A folder of its own for a test, gone when the test ends.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stoa-trail-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
