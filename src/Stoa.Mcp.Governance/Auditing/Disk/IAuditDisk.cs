namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <summary>The folder of a trail. Names are bare file names. Every member throws where the disk does not do what it was asked.</summary>
internal interface IAuditDisk
{
    /// <summary>Where it is, for messages.</summary>
    string Location { get; }

    /// <summary>Makes the folder where it is missing.</summary>
    void EnsureFolder();

    /// <summary>Keeps other processes from writing to the folder until disposed.</summary>
    IDisposable Lock(string name);

    /// <summary>Names of the files that begin with <paramref name="prefix"/>, in no order.</summary>
    IReadOnlyList<string> List(string prefix);

    /// <summary>Makes a file that must not exist, its name durable.</summary>
    IAuditFile Create(string name);

    /// <summary>Opens a file that must exist, for reading and cutting.</summary>
    IAuditFile Open(string name);

    /// <summary>Whether the file exists.</summary>
    bool Exists(string name);

    /// <summary>Length of a file in bytes.</summary>
    long LengthOf(string name);

    /// <summary>Gives a file another name that must be free, durably.</summary>
    void Rename(string name, string newName);

    /// <summary>Gives a file this content, as a whole: after a crash it has the old or the new.</summary>
    void Replace(string name, ReadOnlySpan<byte> bytes);

    /// <summary>Removes a file; nothing happens where it does not exist.</summary>
    void Delete(string name);
}
