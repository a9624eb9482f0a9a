using System.Globalization;
using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>Times of the first and the last line, kept as they stand: they are read only once, for the report.</summary>
internal sealed class LineTimes
{
    private const int Most = 32;
    private readonly byte[] _last = new byte[Most];
    private byte[]? _first;
    private int _length;

    public DateTimeOffset? First => Parse(_first);

    public DateTimeOffset? Last => Parse(_last.AsSpan(0, _length));

    public void Take(ReadOnlySpan<byte> time)
    {
        if (time.Length is > 0 and <= Most)
        {
            _first ??= time.ToArray();
            time.CopyTo(_last);
            _length = time.Length;
        }
    }

    private static DateTimeOffset? Parse(ReadOnlySpan<byte> time) =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed : null;
}
