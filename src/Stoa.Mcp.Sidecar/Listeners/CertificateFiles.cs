using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>
/// The certificate of the listeners. Looked at again when its files are newer, at most every few seconds, since whoever issues certificates by the
/// day replaces them under a running process; one that cannot be read leaves the last in use.
/// </summary>
internal sealed class CertificateFiles(IOptions<SidecarHostOptions> host, IHostEnvironment environment, TimeProvider time, ILogger<CertificateFiles> logger)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private X509Certificate2? _current;
    private (DateTime Certificate, DateTime Key) _read;
    private long _looked;

    /// <summary>The certificate to show.</summary>
    public X509Certificate2? Current
    {
        get
        {
            lock (_gate)
            {
                if (_current is null || time.GetElapsedTime(_looked) >= LookInterval)
                {
                    _looked = time.GetTimestamp();
                    Look();
                }

                return _current;
            }
        }
    }

    /// <summary>Reads it for the first time.</summary>
    /// <exception cref="InvalidOperationException">It cannot be read: the host does not start without one.</exception>
    public void Open()
    {
        lock (_gate)
        {
            _looked = time.GetTimestamp();
            _current = Read();
            _read = Written();
        }
    }

    private X509Certificate2 Read()
    {
        var tls = host.Value.Tls;
        var (certificate, key) = (PathOf(tls.CertificateFile)!, PathOf(tls.KeyFile));
        try
        {
            var password = tls.PasswordFile is null ? null : File.ReadAllText(PathOf(tls.PasswordFile)!).TrimEnd('\r', '\n');
            if (X509Certificate2.GetCertContentType(certificate) == X509ContentType.Pkcs12)
            {
                return X509CertificateLoader.LoadPkcs12FromFile(certificate, password);
            }

            return password is null
                ? X509Certificate2.CreateFromPemFile(certificate, key)
                : X509Certificate2.CreateFromEncryptedPemFile(certificate, password, key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"Stoa:Host:Tls: the certificate in '{certificate}' cannot be read: {exception.Message}", exception);
        }
    }

    private void Look()
    {
        var now = Written();
        if (_current is not null && now == _read)
        {
            return;
        }

        try
        {
            // The old one is left to the collector: handshakes may be using it.
            _current = Read();
            _read = now;
            var (subject, notAfter) = (_current.Subject, _current.NotAfter.ToUniversalTime());
            Log.CertificateRead(logger, subject, notAfter);
        }
        catch (InvalidOperationException exception)
        {
            Log.CertificateUnreadable(logger, exception);
        }
    }

    private (DateTime Certificate, DateTime Key) Written() => (WrittenAt(host.Value.Tls.CertificateFile), WrittenAt(host.Value.Tls.KeyFile));

    private DateTime WrittenAt(string? file) => file is null ? default : File.GetLastWriteTimeUtc(PathOf(file)!);

    private string? PathOf(string? file) => file is null ? null : Path.GetFullPath(file, environment.ContentRootPath);
}
