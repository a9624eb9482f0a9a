namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>An anomaly under way, as bytes of <see cref="MemoryFile"/>.</summary>
internal static class EpisodeBytes
{
    public static void Write(BinaryWriter writer, Episode? episode)
    {
        writer.Write(episode is not null);
        if (episode is null)
        {
            return;
        }

        writer.Write(episode.Id);
        writer.Write(episode.Began);
        writer.Write(episode.Noticed);
        writer.Write(episode.ExpectedPerMinute);
        writer.Write(episode.ObservedPerMinute);
        writer.Write(episode.LimitPerMinute ?? 0);
        writer.Write(episode.LastExcess);
        writer.Write(episode.Calls);
        writer.Write(episode.Acknowledged);
        writer.Write(episode.Told);
        writer.Write(episode.Recorded);
    }

    public static Episode? Read(BinaryReader reader) => !reader.ReadBoolean() ? null : new Episode
    {
        Id = reader.ReadString(),
        Began = reader.ReadInt64(),
        Noticed = reader.ReadInt64(),
        ExpectedPerMinute = reader.ReadDouble(),
        ObservedPerMinute = reader.ReadDouble(),
        LimitPerMinute = reader.ReadInt64() is > 0 and var limit ? limit : null,
        LastExcess = reader.ReadInt64(),
        Calls = reader.ReadInt32(),
        Acknowledged = reader.ReadBoolean(),
        Told = reader.ReadBoolean(),
        Recorded = reader.ReadBoolean(),
    };
}
