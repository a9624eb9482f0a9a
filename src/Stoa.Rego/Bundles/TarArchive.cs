using System.Text;

namespace Stoa.Rego.Bundles;

/// <summary>
/// The entries of a tar archive that is in memory. It is read here, not by <c>System.Formats.Tar</c>, so that no size in a header is believed before it is
/// known to fit: nothing is allocated for an entry.
/// </summary>
internal sealed class TarArchive(string name, ReadOnlyMemory<byte> bytes)
{
    private int _position;
    private string? _longPath;
    private long? _longSize;

    /// <exception cref="RegoBundleException">It is not a tar archive, or ends early.</exception>
    public IEnumerable<TarEntry> Entries()
    {
        while (Next() is { } entry)
        {
            switch (entry.Kind)
            {
                case 'g' or 'K':
                    break;
                case 'x':
                    ReadExtension(entry.Bytes.Span);
                    break;
                case 'L':
                    _longPath = TarHeader.Text(entry.Bytes.Span);
                    break;
                default:
                    yield return entry with { Path = _longPath ?? entry.Path };
                    (_longPath, _longSize) = (null, null);
                    break;
            }
        }
    }

    private TarEntry? Next()
    {
        if (_position == bytes.Length && _position > 0)
        {
            return null;
        }

        if (bytes.Length - _position < TarHeader.BlockSize)
        {
            throw Fault();
        }

        var header = new TarHeader(bytes.Span.Slice(_position, TarHeader.BlockSize));
        if (header.IsEnd)
        {
            return null;
        }

        if (!header.HasValidChecksum)
        {
            throw Fault();
        }

        var size = header.Kind is 'x' or 'L' ? header.Size : _longSize ?? header.Size;
        _position += TarHeader.BlockSize;
        if (size < 0 || size > bytes.Length - _position)
        {
            throw Fault();
        }

        var content = bytes.Slice(_position, (int)size);
        _position = (int)Math.Min(bytes.Length, _position + ((size + TarHeader.BlockSize - 1) / TarHeader.BlockSize * TarHeader.BlockSize));
        return new TarEntry(header.Path, header.Kind, content);
    }

    // Records of pax: "30 path=a/b\n", the number counting the whole record.
    private void ReadExtension(ReadOnlySpan<byte> records)
    {
        while (records.Length > 0)
        {
            var space = records.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], out var length) || length <= space + 1 || length > records.Length)
            {
                throw Fault();
            }

            var record = Encoding.UTF8.GetString(records[(space + 1)..length]).TrimEnd('\n');
            var equals = record.IndexOf('=', StringComparison.Ordinal);
            Extend(equals < 0 ? record : record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private void Extend(string key, string value)
    {
        if (key == "path")
        {
            _longPath = value;
        }
        else if (key == "size")
        {
            _longSize = long.TryParse(value, out var size) ? size : throw Fault();
        }
        else if (key.StartsWith("GNU.sparse", StringComparison.Ordinal))
        {
            throw new RegoBundleException(name, "the archive has a sparse file");
        }
    }

    private RegoBundleException Fault() => new(name, $"this is no tar archive, or a damaged one (at byte {_position} of what was unpacked)");
}
