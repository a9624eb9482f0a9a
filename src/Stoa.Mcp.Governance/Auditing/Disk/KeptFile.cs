using System.Text;

namespace Stoa.Mcp.Governance.Auditing.Disk;

/// <summary>A small file beside the trail that is made once and then kept: a key, an identity.</summary>
internal static class KeptFile
{
    private const int MostBytes = 4096;

    /// <summary>The file's text; made by <paramref name="make"/> where there is none.</summary>
    /// <exception cref="IOException">It can neither be read nor made.</exception>
    public static string ReadOrMake(IAuditDisk disk, string name, Func<string> make, out bool made)
    {
        disk.EnsureFolder();
        made = !disk.Exists(name);
        if (made)
        {
            Make(disk, name, make());
        }

        using var file = disk.Open(name);
        var text = new byte[MostBytes];
        return Encoding.ASCII.GetString(text, 0, file.Read(text, 0)).Trim();
    }

    private static void Make(IAuditDisk disk, string name, string text)
    {
        // Written whole and synced under another name first: a crash leaves no half file under the real one.
        var draft = name + ".new";
        disk.Delete(draft);
        using (var file = disk.Create(draft))
        {
            file.Write(Encoding.ASCII.GetBytes(text + "\n"), 0);
            file.Sync();
        }

        disk.Rename(draft, name);
    }
}
