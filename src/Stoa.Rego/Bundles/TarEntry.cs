namespace Stoa.Rego.Bundles;

/// <summary>An entry of a tar archive.</summary>
/// <param name="Path">Its path as stored.</param>
/// <param name="Kind">The type flag of its header.</param>
/// <param name="Bytes">Its content.</param>
internal readonly record struct TarEntry(string Path, char Kind, ReadOnlyMemory<byte> Bytes)
{
    public bool IsFile => Kind is '0' or '\0' or '7';

    public bool IsFolder => Kind == '5';

    /// <summary>What kind of entry it is, for errors.</summary>
    public string KindName => Kind switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a pipe",
        'S' => "a sparse file",
        _ => $"an entry of type {RegoString.Of(Kind.ToString())}",
    };
}
