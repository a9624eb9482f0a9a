namespace Stoa.Rego.Builtins;

/// <summary>Unicode's scripts.</summary>
internal static class UnicodeScripts
{
    public static CodePointSet? Find(string name) => null;
}
