namespace Stoa.Mcp.Governance.Resources;

/// <summary>Names a secret that is kept outside the resource files.</summary>
/// <param name="Name">Name of the secret.</param>
/// <param name="Key">Key within it.</param>
public sealed record SecretReference(string Name, string Key)
{
    /// <summary>The key where none is written.</summary>
    internal const string DefaultKey = "token";

    /// <inheritdoc />
    public override string ToString() => $"{Name}/{Key}";
}
