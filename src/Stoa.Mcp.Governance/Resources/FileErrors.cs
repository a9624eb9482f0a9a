using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Gathers what is wrong in one file.</summary>
internal sealed class FileErrors(string file, List<ResourceError> errors)
{
    public string File { get; } = file;

    public void Add(YamlValue at, string reason) => Add(at.Line, at.Column, reason);

    public void Add(int line, int column, string reason) => errors.Add(new ResourceError(File, line, column, reason));

    /// <summary>Where a resource was read, as its <c>Source</c> says it.</summary>
    public string SourceOf(YamlValue value) => $"{File}:{value.Line}";
}
