namespace Stoa.Trail.Verifying;

/// <summary>What a trail is held against besides itself.</summary>
public sealed class TrailVerifierOptions
{
    /// <summary>
    /// The keys whose signatures count, got from whoever runs the server and not from the trail. Every chain then needs heads signed by
    /// one of them. <value>Empty: the keys that the trail itself names, which proves no more than that it is consistent.</value>
    /// </summary>
    public IReadOnlyList<TrailKey> Keys { get; set; } = [];

    /// <summary>
    /// Heads kept elsewhere. Each must stand in the trail as given: what is cut off, rolled back or written anew shows by them alone.
    /// <value>Empty</value>
    /// </summary>
    public IReadOnlyList<KnownHead> KnownHeads { get; set; } = [];

    /// <summary>Is told how far it is, after about each megabyte, on the verifying thread. <value>Null</value></summary>
    public IProgress<TrailVerifierProgress>? Progress { get; set; }

    /// <summary>How long a last line without its line feed is waited for: a trail may be verified while it is written.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(250);
}
