using System.Buffers;
using System.Collections.Concurrent;

namespace Stoa.Rego.Builtins;

/// <summary>
/// A time zone of the IANA database. Offsets come from the system's zone file where there is one, which alone has seconds and
/// abbreviations; beyond the transitions it lists, and on other systems, from <see cref="TimeZoneInfo"/>.
/// </summary>
internal sealed class Zone
{
    private const int MostCached = 1024;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
    private static readonly ConcurrentDictionary<string, Zone> Cache = new(StringComparer.Ordinal);

    private readonly TimeZoneInfo _info;
    private readonly ZoneFile? _file;

    private Zone(TimeZoneInfo info, ZoneFile? file)
    {
        _info = info;
        _file = file;
    }

    public static Zone Utc { get; } = new(TimeZoneInfo.Utc, null);

    /// <summary>Finds a zone: empty and <c>UTC</c> are UTC, <c>Local</c> is the host's.</summary>
    public static Zone Find(string name)
    {
        if (name is "" or "UTC")
        {
            return Utc;
        }

        if (Cache.TryGetValue(name, out var cached))
        {
            return cached;
        }

        var isName = name.Length <= 64 && name[0] != '/' && !name.AsSpan().ContainsAnyExcept(NameCharacters);
        if (!isName || Info(name) is not { } info)
        {
            throw new BuiltinFailure($"unknown time zone {name}");
        }

        var zone = new Zone(info, name == "Local" ? null : ZoneFile.Find(name));
        if (Cache.Count < MostCached)
        {
            Cache.TryAdd(name, zone);
        }

        return zone;
    }

    /// <summary>The offset at an instant.</summary>
    public ZoneOffset At(long seconds)
    {
        if (ReferenceEquals(this, Utc))
        {
            return new ZoneOffset(0, "UTC");
        }

        if (_file?.At(seconds) is { } offset)
        {
            return offset;
        }

        var instant = DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -62_000_000_000, 253_000_000_000));
        var ahead = (int)_info.GetUtcOffset(instant).TotalSeconds;
        return new ZoneOffset(ahead, _file?.NameOf(ahead, _info.IsDaylightSavingTime(instant)) ?? "");
    }

    private static TimeZoneInfo? Info(string name) =>
        name == "Local" ? TimeZoneInfo.Local : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var info) ? info : null;
}
