package main

import (
	"fmt"
	"net"
	"strings"

	"github.com/miekg/dns"
	"github.com/spf13/cobra"
	core "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/clientcmd"
)

const zone = ".svc.cluster.local."

// names answers pods that ask for the address of a service: no package of Debian has a name server for clusters.
type names struct {
	services  listers.ServiceLister
	endpoints listers.EndpointsLister
}

func newNamesCommand() *cobra.Command {
	var kubeconfig, address string
	command := &cobra.Command{
		Use:          "kube-names",
		SilenceUsage: true,
		RunE: func(*cobra.Command, []string) error {
			return serveNames(kubeconfig, address)
		},
	}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "Who asks the API server.")
	command.Flags().StringVar(&address, "address", "", "Where pods ask.")
	return command
}

func serveNames(kubeconfig, address string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}

	factory := informers.NewSharedInformerFactory(client, 0)
	known := &names{factory.Core().V1().Services().Lister(), factory.Core().V1().Endpoints().Lister()}
	never := make(chan struct{})
	factory.Start(never)
	factory.WaitForCacheSync(never)

	failed := make(chan error)
	for _, network := range []string{"udp", "tcp"} {
		server := &dns.Server{Addr: net.JoinHostPort(address, "53"), Net: network, Handler: known}
		go func() { failed <- server.ListenAndServe() }()
	}
	return <-failed
}

// ServeDNS answers one question.
func (known *names) ServeDNS(to dns.ResponseWriter, question *dns.Msg) {
	answer := new(dns.Msg)
	answer.SetReply(question)
	answer.Authoritative = true
	for _, asked := range question.Question {
		addresses, exists := known.find(strings.ToLower(asked.Name))
		if !exists {
			answer.Rcode = dns.RcodeNameError
		}
		if asked.Qtype != dns.TypeA {
			continue
		}
		for _, address := range addresses {
			record := &dns.A{Hdr: dns.RR_Header{Name: asked.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 1}, A: net.ParseIP(address)}
			answer.Answer = append(answer.Answer, record)
		}
	}
	if err := to.WriteMsg(answer); err != nil {
		fmt.Println(err)
	}
}

// find knows NAME.NAMESPACE and, for pods of a headless service, POD.NAME.NAMESPACE.
func (known *names) find(name string) ([]string, bool) {
	if !strings.HasSuffix(name, zone) {
		return nil, false
	}
	parts := strings.Split(strings.TrimSuffix(name, zone), ".")
	pod := ""
	if len(parts) == 3 {
		pod, parts = parts[0], parts[1:]
	}
	if len(parts) != 2 {
		return nil, false
	}

	service, err := known.services.Services(parts[1]).Get(parts[0])
	if err != nil {
		return nil, false
	}
	if service.Spec.ClusterIP != core.ClusterIPNone {
		if pod != "" {
			return nil, false
		}
		return []string{service.Spec.ClusterIP}, true
	}
	addresses := known.ready(service, pod)
	return addresses, pod == "" || len(addresses) > 0
}

func (known *names) ready(service *core.Service, pod string) []string {
	endpoints, err := known.endpoints.Endpoints(service.Namespace).Get(service.Name)
	if err != nil {
		return nil
	}
	var addresses []string
	for _, subset := range endpoints.Subsets {
		for _, address := range subset.Addresses {
			if pod == "" || address.Hostname == pod {
				addresses = append(addresses, address.IP)
			}
		}
	}
	return addresses
}
