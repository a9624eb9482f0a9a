namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>Certificate of the <c>https</c> listeners (<c>Stoa:Host:Tls</c>). Files that change are read again.</summary>
internal sealed class ListenerTlsOptions
{
    /// <summary>PEM file with the certificate and those above it, or a PKCS#12 file. <value>unset</value></summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the private key; unset for PKCS#12. <value>unset</value></summary>
    public string? KeyFile { get; set; }

    /// <summary>File with the password of the key or of the PKCS#12 file. <value>unset</value></summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// Whether clients are asked for a certificate; they are too where <c>Authentication:Certificates:Enabled</c>. Any is taken, and what it is good for decided after.
    /// <value>false</value>
    /// </summary>
    public bool ClientCertificates { get; set; }
}
